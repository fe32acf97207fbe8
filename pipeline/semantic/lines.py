"""Lines: a configuration as entries with their context: texts are compared by what they say, not by position."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str, ...]
"""Headers above a line, outermost first."""

_BANNER = re.compile(r"^\s*banner\s+\S+(?:\s+(?P<delim>\^C|\S).*)?$")
_MADE = re.compile(r"^(?:Building configuration\.|Current configuration|!Command:|!Running configuration last)")
_DIRECTIVE = re.compile(r"^[!#]\s*RANCID-CONTENT-TYPE")
_DESCRIPTION = re.compile(
    r"^(?:\d+\s+)?(?:remark\b|description\b)|^neighbor \S+ description\b|^access-list \S+ remark\b"
    r"|^set (?:.* )?description (?:\"[^\"]*\"|\S+)$|^ip(?:v6)? access-list \S+ (?:\d+ )?remark\b"
)
_CLOSES = re.compile(r"^(?:exit|exit-[a-z-]+|end-[a-z-]+|end|!)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that says something to the device."""

    path: Path
    text: str
    """Without indentation, with single blanks."""
    line: int
    """Counted from 1."""

    @property
    def said(self) -> tuple[Path, str]:
        """What it says, wherever it stands."""
        return self.path, self.text


def entries(text: str) -> tuple[Entry, ...]:
    """Return what a configuration says to the device: no comments, no descriptions, no banners. Never raises.

    A file of JSON (a host of the model) is one entry a value.
    """
    if text.lstrip().startswith("{") and (found := _json(text)) is not None:
        return found
    lines = tuple(_spoken(text))
    if sum(line.endswith(("{", "}", ";")) for _, line in lines) * 2 > len(lines):
        return tuple(_braces(lines))
    return tuple(_indented(lines))


def says_nothing(line: str) -> bool:
    """Tell whether a line alone is a comment, a description or a remark."""
    bare = line.strip()
    return not bare or bare[0] in "!#" or bare.startswith("/*") or _DESCRIPTION.match(bare) is not None


def _spoken(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are no comments, banners or what a device prints around its configuration."""
    until, comment = "", False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip()
        if until:
            if until in line:
                until = ""
            continue
        bare = line.strip()
        if comment or bare.startswith("/*"):
            comment = "*/" not in bare
            continue
        if not bare or _MADE.match(bare):
            continue
        if bare[0] in "!#" and not _DIRECTIVE.match(bare):
            if bare == "!":
                yield number, line
            continue
        banner = _BANNER.match(line)
        if banner:
            until = _banner_end(line, banner)
            continue
        yield number, line


def _banner_end(line: str, banner: re.Match[str]) -> str:
    """Return the sign that ends a banner of several lines, or nothing where it ends on its line."""
    mark = banner["delim"]
    if mark is None:
        return "EOF"
    rest = line[banner.start("delim") + len(mark) :]
    return "" if mark in rest else mark


def _indented(lines: tuple[tuple[int, str], ...]) -> Iterator[Entry]:
    stack: list[tuple[int, str]] = []
    closed = _same_level_families(lines)
    for number, line in lines:
        text = " ".join(line.split())
        depth = len(line) - len(line.lstrip())
        while stack and stack[-1][0] >= depth + (1 if stack[-1][1] in closed and not _opens(text) else 0):
            stack.pop()
        if _CLOSES.match(text):
            while stack and stack[-1][0] >= depth:
                stack.pop()
            continue
        if not _DESCRIPTION.match(text):
            yield Entry(tuple(header for _, header in stack), text, number)
        stack.append((depth, text))


def _opens(text: str) -> bool:
    return text.startswith(("address-family", "vrf ", "exit"))


def _same_level_families(lines: tuple[tuple[int, str], ...]) -> frozenset[str]:
    """Return headers such as `address-family ipv4` whose lines stand as deep as they do, until it is left."""
    found, last = set(), ("", -1)
    for number, (_, line) in enumerate(lines):
        text = line.strip()
        depth = len(line) - len(line.lstrip())
        if text.startswith("address-family"):
            following = lines[number + 1][1] if number + 1 < len(lines) else ""
            deeper = len(following) - len(following.lstrip()) > depth
            last = ("", -1) if deeper else (" ".join(text.split()), depth)
        elif text == "exit-address-family" and depth == last[1]:
            found.add(last[0])
    return frozenset(found)


def _braces(lines: tuple[tuple[int, str], ...]) -> Iterator[Entry]:
    stack: list[str] = []
    for number, line in lines:
        text = " ".join(line.split()).partition(" ## ")[0].rstrip()
        if text == "}":
            stack = stack[:-1]
        elif text.endswith("{"):
            header = text[:-1].rstrip()
            yield Entry(tuple(stack), header, number)
            stack.append(header)
        else:
            text = text.rstrip(";")
            if not _DESCRIPTION.match(text):
                yield Entry(tuple(stack), text, number)


def _json(text: str) -> tuple[Entry, ...] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return tuple(Entry(path, said, 1) for path, said in _leaves(value, ()))


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict) and value:
        for key in sorted(value):
            yield from _leaves(value[key], (*path, str(key)))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, f"[{index}]"))
    else:
        yield path, json.dumps(value)
