"""The configuration as a device holds it: words in words, in order, with marks; read from and written to text."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<skip>\s+|/\*.*?\*/|\#[^\n]*)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<sign>[{};])|(?P<word>[^\s{};"]+)""",
    re.DOTALL | re.VERBOSE,
)
_PREFIXES = {"inactive:": "inactive", "protect:": "protect"}
Words = tuple[str, ...]


class Statement:
    """One word of a path with those that follow; `shown` is the word as written."""

    __slots__ = ("below", "marks", "shown")

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.below: dict[str, Statement] = {}
        self.marks: set[str] = set()


class Line(NamedTuple):
    """A command's or a line's verb, and its words."""

    verb: str
    words: tuple[str, ...]


def bare(word: str) -> str:
    """Return a word without its quotes: the device takes both for the same."""
    return word[1:-1] if word.startswith('"') and word.endswith('"') and len(word) >= 2 else word


def tokens(line: str) -> list[str]:
    """Return the words of one line."""
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
    return root


def _read_braces(text: str) -> Statement:
    root = Statement("")
    open_blocks = [root]
    words: list[str] = []
    position = 0
    text = re.sub(r"(?m)^(\{\S*\}|\[edit.*\]|!.*)\s*$", "", text)
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"a quotation mark without its partner near {text[position : position + 20]!r}")
        position = match.end()
        sign = match["sign"]
        if match["skip"] is not None:
            continue
        if sign is None:
            words.append(match[0])
        elif sign == "}":
            if len(open_blocks) == 1 or words:
                raise ValueError("a closing brace that nothing opened, or a statement without its semicolon")
            open_blocks.pop()
        elif words:
            made = _place_line(open_blocks[-1], words)
            words = []
            if sign == "{":
                open_blocks.append(made)
        elif sign == "{":
            raise ValueError("a brace without a name")
    if len(open_blocks) > 1 or words:
        raise ValueError("the text ends inside a block")
    return root


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
