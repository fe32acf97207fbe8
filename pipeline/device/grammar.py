"""A behaviour made ready for look-ups: rules by mode and by the first word of a line."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.behaviour import Behaviour, Mode

T = TypeVar("T")
Found = tuple["re.Pattern[str]", T]


class Table(Generic[T]):
    """Find what applies to a line in a mode; only rules that begin with its first word are tried."""

    __slots__ = ("_known", "_rules", "words")

    def __init__(self, rules: Iterable[tuple[str, str, T]]) -> None:
        self._rules = [(frozenset(modes.split()), first_word(rule), rule, value) for modes, rule, value in rules]
        self._known: dict[tuple[str, str], tuple[Found[T], ...]] = {}
        self.words = frozenset(word for _, word, _, _ in self._rules)

    def speaks_of(self, mode: str) -> bool:
        """Tell whether any rule is about a mode by its name."""
        return any(mode in modes for modes, _, _, _ in self._rules)

    def find(self, mode: str, line: str, *, whole: bool = False, words: bool = False) -> tuple[re.Match[str], T] | None:
        """Return the first rule that matches the beginning of the line, or all of it, with its value.

        With `words` a match must end where a word ends: `net` says nothing of `network`.
        """
        word = line.split(" ", 1)[0]
        rules = self._known.get((mode, word))
        if rules is None:
            rules = self._known[mode, word] = tuple(
                (_compiled(rule), value)
                for modes, first, rule, value in self._rules
                if (mode in modes or "*" in modes) and first in ("", word)
            )
        for pattern, value in rules:
            match = pattern.fullmatch(line) if whole else pattern.match(line)
            if match and not (words and _within_word(line, match.end())):
                return match, value
        return None


def _within_word(line: str, at: int) -> bool:
    return 0 < at < len(line) and line[at] != " " and line[at - 1] != " "


def opposite(line: str) -> str:
    """Return the `no` of a line, or the line that a `no` is about."""
    return line[3:] if line.startswith("no ") else f"no {line}"


def first_word(pattern: str) -> str:
    """Return the literal word that a pattern begins with, or nothing where it is not known."""
    match = re.match(r"\(?([\w-]+)(?= |$|\\b|\))", pattern)
    outside, inside = pattern, ""
    while outside != inside:
        outside, inside = re.sub(r"\([^()]*\)", "", outside), outside
    return match[1] if match and "|" not in outside else ""


def key_of(match: re.Match[str]) -> str:
    """Return what a match is about: its groups with the pattern, or all of it."""
    groups = match.groups()
    return "\0".join((match.re.pattern, *(group or "" for group in groups))) if groups else match[0]


class Grammar:
    """One platform's rules, compiled once."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.modes: Table[Mode] = Table((mode.inside, mode.header, mode) for mode in behaviour.modes)
        self.by_name = {mode.name: mode for mode in behaviour.modes}
        self.outer = Table(("global", rule, None) for rule in behaviour.outer)
        self.own = Table((modes, rule, None) for modes, rule in behaviour.own)
        self.single = Table((modes, rule, None) for modes, rule in behaviour.single)
        self.once = Table((modes, rule, None) for modes, rule in behaviour.once)
        self.lists = Table((modes, rule, None) for modes, rule in behaviour.lists)
        self.gathers = Table((modes, rule, None) for modes, rule in behaviour.gathers)
        self.options = Table(
            (modes, line, tuple(rule for rule in behaviour.options if (rule.modes, rule.line) == (modes, line)))
            for modes, line in dict.fromkeys((rule.modes, rule.line) for rule in behaviour.options)
        )
        self.removals = Table((rule.modes, rule.command, rule) for rule in behaviour.removals)
        self.clears = Table((rule.modes, rule.trigger, rule) for rule in behaviour.clears)
        self.defaults = Table((modes, rule, None) for modes, rule in behaviour.defaults)
        self.idle = tuple(
            (re.compile(header), re.compile(line), re.compile(inside), re.compile(outside))
            for header, line, inside, outside in behaviour.idle
        )
        self.shown_no = Table((modes, rule, None) for modes, rule in behaviour.shown_no)
        self.texts = Table((text.modes, text.start, text) for text in behaviour.texts)
        self.beyond = Table(behaviour.beyond)
        self.unknown = Table(behaviour.unknown)
        self.hollow = Table((modes, rule, None) for modes, rule in behaviour.hollow)
        self.beyond_while = Table(
            ("global", rule, (re.compile(present), why)) for rule, present, why in behaviour.beyond_while
        )
        self.flat = tuple(
            (re.compile(rf"{words} (\S+)(?: (.*))?"), re.compile(header)) for words, header in behaviour.flat_entries
        )
        self.sequence = Table(("global", rule, None) for rule in behaviour.sequence)
        self.counted = Table(("global", rule, (place, step)) for rule, place, step in behaviour.counted)
        self.defines = Table((named.modes, named.pattern, named.kind) for named in behaviour.defines)
        self.uses = Table((named.modes, named.pattern, named.kind) for named in behaviour.uses)
        self.resets = Table((modes, rule, None) for modes, rule in behaviour.resets)
        self.vlan = re.compile(behaviour.vlan or r"(?!)")
        self.entry = re.compile(behaviour.entry)
        self.standing = re.compile(behaviour.standing or r"(?!)")
        self.resequence = re.compile(behaviour.resequence or r"(?!)")
        self.last = re.compile(behaviour.last or r"(?!)")
        self.leave = re.compile(behaviour.leave)
        self.noise = re.compile(behaviour.noise)
        self.quiet = re.compile(rf"(?:{behaviour.noise})|(?:{behaviour.leave})")
        """Outermost lines that say nothing, one way or the other."""
        self.text_words = self.texts.words
        assert "" not in self.text_words, "a free text begins with a plain word"
        heads = (*behaviour.sequence, *(header for _, header in behaviour.flat_entries), behaviour.vlan)
        self.gathered = tuple(
            sorted({literal(head) for head in heads if head} | {f"{words} " for words, _ in behaviour.flat_entries})
        )
        """How outermost lines begin that mean something only together with others."""

    def mode(self, outer: str, header: str) -> Mode | None:
        """Return the mode that a header enters from another mode, if it is known."""
        found = self.modes.find(outer, header, whole=True)
        return found[1] if found else None

    def single_key(self, mode: str, line: str) -> str:
        """Return the key of a line of which there is one, or nothing; a `no` form has the key of its positive form."""
        found = self.single.find(mode, line.removeprefix("no "), words=True) or self.once.find(mode, line)
        return key_of(found[0]) if found else ""

    @staticmethod
    def pattern(text: str) -> re.Pattern[str]:
        """Compile a pattern once."""
        return _compiled(text)

    @staticmethod
    def plain(pattern: str) -> str:
        """Return the plain words that a header's pattern begins with."""
        return literal(pattern).rstrip()


@cache
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text)


def literal(pattern: str) -> str:
    """Return the plain words that a pattern begins with."""
    match = re.match(r"(?:[\w-]+ )+", pattern)
    assert match, f"a pattern of outermost lines begins with plain words: {pattern}"
    return match[0]


@cache
def grammar(behaviour: Behaviour) -> Grammar:
    """Compile a behaviour once."""
    return Grammar(behaviour)
