"""CODEOWNERS, as it is on the base branch: who owns a path. Pure.

Sources: GitHub, "About code owners" (the last match wins, a file above 3 MB counts for nothing: here it blocks), and
GitLab, "Code Owners syntax" (sections, each of which asks for its own owner).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where it may stand; the first one counts."""
MOST_BYTES = 3_000_000
_SECTION = re.compile(r"\A(?P<optional>\^)?\[(?P<name>[^\]]+)\](?:\[\d+\])?(?P<owners>(?:\s+\S+)*)\s*\Z")
_OWNER = re.compile(r"\A(?:@[A-Za-z0-9][\w./-]*|[^@\s]+@[^@\s]+)\Z")
_WORDS = re.compile(r"(?:\\.|[^\\\s])+")


class UnreadableError(ValueError):
    """It cannot be read, so nobody knows who owns what."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    line: int
    pattern: str
    owners: tuple[str, ...]
    section: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Owned:
    """Who must be asked, and why."""

    name: str
    """Pattern and line, for people to read."""
    owners: tuple[str, ...]


def parse(content: bytes) -> tuple[Entry, ...]:
    """Return the lines; raise `UnreadableError` with the line that is wrong."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(f"CODEOWNERS has {len(content)} bytes; forges ignore more than {MOST_BYTES}")
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableError(f"CODEOWNERS is not UTF-8: {error}") from error
    found = []
    section, optional = "", False
    default: tuple[str, ...] = ()
    for number, text in enumerate(lines, start=1):
        words = _words(text)
        if not words:
            continue
        if header := _SECTION.match(" ".join(words)):
            section, optional = header["name"], bool(header["optional"])
            default = _owners(header["owners"].split(), number)
            continue
        pattern, *names = words
        if pattern.startswith("!"):
            raise UnreadableError(f"CODEOWNERS:{number}: patterns cannot be turned around by `!`")
        owners = _owners(names, number) or default
        found.append(Entry(number, pattern.replace("\\", ""), owners, section, optional))
    return tuple(found)


def _words(text: str) -> list[str]:
    found = []
    for word in _WORDS.findall(text):
        if word.startswith("#"):
            break
        found.append(word)
    return found


def _owners(names: list[str], number: int) -> tuple[str, ...]:
    if wrong := [name for name in names if not _OWNER.match(name)]:
        raise UnreadableError(f"CODEOWNERS:{number}: {wrong[0]!r} is no owner; expected @login, @group/team or a mail")
    return tuple(names)


def matches(pattern: str, path: str) -> bool:
    """Tell whether a pattern fits a path."""
    return re.fullmatch(_regex(pattern), path) is not None


def _regex(pattern: str) -> str:
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    parts = []
    for part in re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", body):
        match part:
            case "**/":
                parts.append(r"(?:.*/)?")
            case "/**":
                parts.append(r"/.*")
            case "**":
                parts.append(r".*")
            case "*":
                parts.append(r"[^/]*")
            case "?":
                parts.append(r"[^/]")
            case _:
                parts.append(re.escape(part))
    start = "" if anchored else r"(?:.*/)?"
    last = body.rpartition("/")[2]
    below = r"/.*" if pattern.endswith("/") else "" if "*" in last else r"(?:/.*)?"
    return f"{start}{''.join(parts)}{below}"


def owners(entries: tuple[Entry, ...], paths: tuple[str, ...]) -> tuple[Owned, ...]:
    """Return who must be asked about these paths: in each section the last match counts, one without owners frees."""
    found: dict[tuple[str, ...], str] = {}
    for path in paths:
        last: dict[str, Entry] = {}
        for entry in entries:
            if matches(entry.pattern, path):
                last[entry.section] = entry
        for entry in last.values():
            if entry.owners and not entry.optional:
                where = f"{entry.section}: " if entry.section else ""
                found.setdefault(entry.owners, f"{where}{entry.pattern} (CODEOWNERS:{entry.line})")
    return tuple(Owned(name, names) for names, name in sorted(found.items(), key=lambda item: item[1]))
