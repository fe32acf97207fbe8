"""Ways to change every configuration of a network without changing what it says: comments, descriptions, order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DESCRIPTION = re.compile(
    r"^(?P<head>\s*(?:description|neighbor \S+ description|(?:\d+ )?remark|access-list \S+ remark"
    r"|set .* description) )(?P<quote>\"?)(?P<text>[^\";\n]+)(?P=quote)(?P<end>;?)[ \t]*$",
    re.MULTILINE,
)
_ANY_ORDER = ("interface ", "vlan ", "vrf ", "ip route ", "ip prefix-list ", "ntp server ", "set interfaces ")


def commented(text: str) -> str:
    """Put comments at the top, before blocks, and at the end."""
    if _braces(text):
        lines = text.split("\n")
        tops = [number for number, line in enumerate(lines) if re.match(r"\w[\w-]* \{", line)]
        for number in reversed(tops[::2]):
            lines.insert(number, "/* a comment that says nothing to the device */")
        return "\n".join(lines)
    mark = "#" if _marks_with_hash(text) else "!"
    lines = text.rstrip("\n").split("\n")
    skip = 1 if _concatenated(text) else 0
    tops = [number for number, line in enumerate(lines) if line.startswith(("interface ", "router ", "set ", "auto "))]
    for number in reversed(tops[skip::3]):
        lines.insert(number, f"{mark} a comment that says nothing to the device")
    return "\n".join(lines) + "\n"


def reworded(text: str) -> str:
    """Put other words into every description and remark."""

    def other(match: re.Match[str]) -> str:
        quote = match["quote"] or ('"' if match["end"] or match["head"].lstrip().startswith("set ") else "")
        return f"{match['head']}{quote}{match['text'].rstrip()} renamed{quote}{match['end']}"

    return _DESCRIPTION.sub(other, text)


def reordered(text: str) -> str:
    """Turn around the order of blocks that have none: interfaces, VLANs, routing instances, static routes."""
    if _concatenated(text):
        return text
    blocks = _brace_blocks(text) if _braces(text) else _indented_blocks(text)
    for start in ("",) if _braces(text) else _ANY_ORDER:
        places = [number for number, block in enumerate(blocks) if block.startswith(start)]
        turned = [blocks[number] for number in reversed(places)]
        for number, block in zip(places, turned, strict=True):
            blocks[number] = block
    return "".join(blocks)


WAYS: Mapping[str, Callable[[str], str]] = {
    "a comment": commented,
    "other descriptions": reworded,
    "another order": reordered,
}


def _braces(text: str) -> bool:
    return re.search(r"^system \{|^interfaces \{", text, re.MULTILINE) is not None


def _concatenated(text: str) -> bool:
    return "# This file describes the network interfaces" in text


def _marks_with_hash(text: str) -> bool:
    return re.search(r"^set |^auto ", text, re.MULTILINE) is not None


def _indented_blocks(text: str) -> list[str]:
    """Return the lines at the left, each with what is indented below it; marks of ends stay with what they end."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if found and (line[:1] in " \t!\n" or line.startswith(("exit", "end-"))):
            found[-1] += line
        else:
            found.append(line)
    return found


def _brace_blocks(text: str) -> list[str]:
    found: list[str] = []
    depth = 0
    for line in text.splitlines(keepends=True):
        if depth or (found and line[:1] in "}\n"):
            found[-1] += line
        else:
            found.append(line)
        depth += line.count("{") - line.count("}")
    # What stands at the left and is no block, such as `version`, stays where it is.
    return found
