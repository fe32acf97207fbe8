"""The configuration as a device holds it: words in words, in order, with marks; read from and written to text."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<skip>\s+|/\*.*?\*/|\#[^\n]*)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<sign>[{};])|(?P<word>[^\s{};"]+)""",
    re.DOTALL | re.VERBOSE,
)
_ASIDE = re.compile(r"\{\S*\}$|\[edit.*\]$|!")
_SIGNS = frozenset("{};")
_PREFIXES = {"inactive:": "inactive", "protect:": "protect"}
Words = tuple[str, ...]
MARK = "\0"
"""Stands for a part that is left out because both texts have it; no command can write it."""


_DEEPEST, _LONGEST = 60, 100
"""Levels of blocks, and words of one statement, that a device's own text stays far below."""
_COMMANDS = frozenset(
    ("delete", "insert", "rename", "copy", "activate", "unprotect", "replace", "wildcard", "annotate", "load", "commit")
)
"""What changes a configuration and stands in none."""


class Statement:
    """One word of a path with those that follow; `shown` is the word as written."""

    __slots__ = ("below", "marks", "shown")

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.below: dict[str, Statement] = {}
        self.marks: set[str] = set()

    def copy(self) -> Statement:
        """Return the statement with all that is below it, apart from this one."""
        twin = Statement(self.shown)
        twin.below = {name: one.copy() for name, one in self.below.items()}
        twin.marks = set(self.marks)
        return twin


class Line(NamedTuple):
    """A command's or a line's verb, and its words."""

    verb: str
    words: tuple[str, ...]


def bare(word: str) -> str:
    """Return a word without its quotes: the device takes both for the same."""
    return word[1:-1] if word[0] == '"' and word[-1] == '"' and len(word) > 1 else word


def tokens(line: str) -> list[str]:
    """Return the words of one line."""
    if '"' not in line:
        return line.split()
    return re.findall(r'"(?:[^"\\]|\\.)*"|[^\s"]+', line)


def written_as_set(text: str) -> bool:
    """Tell whether the text consists of `set` commands."""
    return re.search(r"^\s*(set|deactivate|protect) ", text, re.MULTILINE) is not None and "{\n" not in text


def read(text: str) -> Statement:
    """Return the configuration of a text in either form; raises ValueError where braces do not match."""
    return _read_set(text) if written_as_set(text) else _read_braces(text)


def place(root: Statement, words: Words) -> Statement:
    """Make the statement exist, and return it."""
    at = root
    if len(words) > _LONGEST:
        raise ValueError(f"a statement of {len(words)} words near {' '.join(words[:5])!r}: where does it end?")
    for word in words:
        name = bare(word)
        if name not in at.below:
            at.below[name] = Statement(word)
        at = at.below[name]
    return at


def values(words: Words) -> list[Words]:
    """Return one path a value for `… [ a b ]`."""
    if words and words[-1] == "]" and "[" in words:
        first = words.index("[")
        return [(*words[:first], value) for value in words[first + 1 : -1]]
    return [words]


def _read_set(text: str) -> Statement:
    root = Statement("")
    for line in text.splitlines():
        words = tuple(tokens(line))
        if words[:1] == ("set",):
            for path in values(words[1:]):
                place(root, path)
        elif words[:1] == ("deactivate",):
            place(root, words[1:]).marks.add("inactive")
        elif words[:1] == ("protect",):
            place(root, words[1:]).marks.add("protect")
        elif words[-1:] == ("{",):
            raise ValueError(f"`set` lines and braces in one text: {line.strip()!r}")
        elif words[:1] and words[0] in _COMMANDS:
            raise ValueError(f"a command in a configuration: {line.strip()[:60]!r}")
    return root


def _read_braces(text: str) -> Statement:
    root = Statement("")
    blocks = [root]
    words: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        at += 1
        if not line or _ASIDE.match(line):
            continue
        if not words and line.startswith("set ") and line[-1] not in "{;":
            raise ValueError(f"`set` lines and braces in one text: {line!r}")
        if not words and _plain(line):
            _sign(blocks, line[:-1].split(), line[-1])
            continue
        pieces = _pieces(line)
        while pieces is None and at < len(lines):
            line += "\n" + lines[at]
            at += 1
            pieces = _pieces(line)
        if pieces is None:
            raise ValueError(f"a comment or a quotation that does not end near {line[:20]!r}")
        for piece in pieces:
            if piece in _SIGNS:
                _sign(blocks, words, piece)
                words = []
            else:
                words.append(piece)
    if len(blocks) > 1 or words:
        raise ValueError("the text ends inside a block")
    return root


def _plain(line: str) -> bool:
    """Tell whether a line is one statement, or the end of a block, without quotations and comments."""
    if line == "}":
        return True
    if line[-1] not in "{;" or '"' in line or "#" in line or "/*" in line or "}" in line:
        return False
    return line.count("{") + line.count(";") == 1


def _pieces(text: str) -> list[str] | None:
    """Return words and signs without comments; None where a quotation or a comment goes on."""
    found: list[str] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or (match["word"] or "").startswith("/*"):
            return None
        position = match.end()
        if match["skip"] is None:
            found.append(match[0])
    return found


def _sign(blocks: list[Statement], words: list[str], sign: str) -> None:
    """Take a statement up to its `;` or `{`, or the end of a block."""
    if sign == "}":
        if len(blocks) == 1 or words:
            raise ValueError("a closing brace that nothing opened, or a statement without its semicolon")
        blocks.pop()
    elif words:
        made = _place_line(blocks[-1], words)
        if sign == "{":
            blocks.append(made)
            if len(blocks) > _DEEPEST:
                raise ValueError(f"a block inside more than {_DEEPEST} others: {' '.join(words)[:40]!r}")
    elif sign == "{":
        raise ValueError("a brace without a name")


def _place_line(block: Statement, words: list[str]) -> Statement:
    marks = set()
    while words and words[0] in _PREFIXES:
        marks.add(_PREFIXES[words.pop(0)])
    made = block
    for path in values(tuple(words)):
        made = place(block, path)
    if words and words[-1] == "]" and marks:
        made = place(block, tuple(words[: words.index("[")]))
    made.marks |= marks
    return made
