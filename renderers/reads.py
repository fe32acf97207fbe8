"""Patterns by which a feature is read back from a configuration: a small language of words, with no way to be slow.

    ip route [vrf {vrf}] {prefix:mask} {next_hop}
    interface {interface} / storm-control broadcast level {broadcast}
    system ntp server {address} [{prefer=prefer}]

`/` enters a block; a word is itself (`a|b` one of two); `[ … ]` may be missing; `{field}` is one word, `{field...}` the
rest of the line, `{field=word}` that word, `{field=word>value}` that word under another name;
`{field:kind}` is read as its kind; letters of the word may stand around it (`Vlan{vlan:int}`, `{x}.{vlan:int}`). A
field `x` is any word that does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, ip_interface
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOKEN = re.compile(
    r"\{(?P<field>[a-z_0-9]+)(?:(?P<rest>\.\.\.)|=(?P<word>[^{}\s>]+)(?:>(?P<value>[^{}\s]+))?|:(?P<kind>[a-z]+))?\}|(?P<open>\[)|(?P<close>\])"
)
_NAMED = re.compile(r"\(\?P<(\w+)>")
_WORDS = {
    "mask": r"\S+ \S+",
    "natmask": r"\S+(?: mask \S+)?",
    "unit": r"\S+ unit \S+",
    "ip": r"[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*",
    "name": r"[A-Za-z]\S*",
    "int": r"\d+",
    "inner": r"[^\s()]+\)",
    "times": r"\S+ \d+",
    "lines": r".*",
    "words": r".+",
    "addresses": r"[0-9A-Fa-f]*[.:][0-9A-Fa-f.: ]*",
}
"""What a kind of value looks like, where it is not one word."""
TEXT_BREAK = "\v"
"""What stands for a line end inside of a text of several lines."""
GATHERED = frozenset(("numbers", "vlans", "list", "words", "addresses"))
"""Kinds whose values add up over several lines."""


def _mask(text: str) -> str:
    address, _, mask = text.partition(" ")
    return str(ip_interface(f"{address}/{mask}"))


def _natmask(text: str) -> str:
    """Read `10.1.0.0 mask 255.255.255.0`; without a mask, that of the address's class."""
    address, _, mask = text.partition(" mask ")
    first = int(address.partition(".")[0])
    return _mask(f"{address} {mask or (8 if first < 128 else 16 if first < 192 else 24)}")


def _speed(text: str) -> str:
    match = re.fullmatch(r"(?:forced )?(auto|\d+(?:\.\d+)?)([mMgG]?)(?:full|half)?", text)
    if match is None or match[1] == "auto":
        return match[1] if match else text
    if match[2]:
        return f"{match[1]}{match[2].upper()}"
    megabit = int(float(match[1]))
    return f"{megabit}M" if megabit < 1000 else f"{megabit / 1000:g}G"


def _lines(text: str) -> str:
    return text.replace("\\n", TEXT_BREAK)


def _percent(text: str) -> str:
    return f"{float(text):g}"


def _zero(text: str) -> str:
    return text.removesuffix(".0")


def _area(text: str) -> str:
    return str(IPv4Address(int(text) if text.isdecimal() else text))


def _dashed(text: str) -> str:
    return text.replace("-", ":")


def _unit(text: str) -> str:
    return text.replace(" unit ", ".")


def _inner(text: str) -> str:
    """Leave out the bracket that closes; the one that opens stands before the field."""
    return text.removesuffix(")")


def _times(text: str) -> str:
    word, _, many = text.partition(" ")
    return " ".join([word] * min(int(many), 32))


_KINDS: Mapping[str, Callable[[str], str]] = {
    "": str,
    "mask": _mask,
    "natmask": _natmask,
    "speed": _speed,
    "unit": _unit,
    "ip": str,
    "name": str,
    "int": str,
    "inner": _inner,
    "times": _times,
    "lines": _lines,
    "percent": _percent,
    "zero": _zero,
    "area": _area,
    "dashed": _dashed,
    "vlan": str,
    "numbers": str,
    "vlans": str,
    "list": str,
    "words": str,
    "addresses": str,
}


class PatternError(ValueError):
    """A pattern is not one."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, ready to be matched."""

    blocks: tuple[str, ...]
    """Regular expressions: one for the line, before it those of the blocks around it, outermost first."""
    kinds: dict[str, str] = field(default_factory=dict)
    """How a field is read, by its name."""
    values: dict[str, str] = field(default_factory=dict)
    """What a word is called, by field, where it is not called by itself."""
    start: str = ""
    """First word of the innermost line, where it is always the same."""

    def match(self, path: tuple[str, ...]) -> dict[str, str] | None:
        """Return the fields that a line says, given with the lines around it; None where it says nothing."""
        if len(path) != len(self.blocks):
            return None
        found: dict[str, str] = {}
        for expression, line in zip(reversed(self.blocks), reversed(path), strict=True):
            match = _ready(expression).fullmatch(line)
            if match is None:
                return None
            found.update({name: value for name, value in match.groupdict().items() if value is not None})
        try:
            read = {name: _KINDS[self.kinds.get(name, "")](value) for name, value in found.items()}
        except ValueError:
            return None  # such as a mask that is none
        return {name: self.values.get(name, value) for name, value in read.items()}


@lru_cache(maxsize=4096)
def _ready(expression: str) -> re.Pattern[str]:
    """Compile an expression when a line is first held against it: of most patterns no line ever is."""
    return re.compile(expression)


@lru_cache(maxsize=4096)
def compiled(text: str) -> Pattern:
    """Return a pattern; raises `PatternError` in words."""
    kinds: dict[str, str] = {}
    values: dict[str, str] = {}
    blocks = tuple(_line(segment.strip(), kinds, values) for segment in text.split(" / "))
    last = text.rsplit(" / ", maxsplit=1)[-1].strip()
    first = last.split(maxsplit=1)[0] if last else ""
    token = _TOKEN.fullmatch(first)
    start = token["word"] if token and token["word"] else first
    return Pattern(blocks, kinds, values, start if re.fullmatch(r"[\w.-]+", start) else "")


def _line(segment: str, kinds: dict[str, str], values: dict[str, str]) -> str:
    out, deep = "", 0
    words = segment.replace("[", " [ ").replace("]", " ] ").split()
    if not words:
        raise PatternError("a pattern, or a part of it between slashes, is empty")
    for word in words:
        before, brace, _ = word.partition("{")
        token = _TOKEN.fullmatch(word[len(before) :] if brace else word)
        gap = " " if out.rstrip("(?:") else ""
        if token is None and "{" in word:
            out += gap + _several(word, kinds, values)
        elif token is None:
            out += gap + ("(?:" + "|".join(map(re.escape, word.split("|"))) + ")" if "|" in word else re.escape(word))
        elif token["open"]:
            out += "(?:"
            deep += 1
        elif token["close"]:
            out += ")?"
            deep -= 1
        else:
            out += gap + re.escape(before if brace else "") + _field(token, kinds, values)
    if deep:
        raise PatternError(f"brackets are not closed in {segment!r}")
    names = _NAMED.findall(out)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise PatternError(f"{twice[0]} stands twice in {segment!r}")
    return out


def _several(word: str, kinds: dict[str, str], values: dict[str, str]) -> str:
    """Return a word that holds several fields with letters between and after them; two fields never touch."""
    out, end = "", 0
    for token in _TOKEN.finditer(word):
        between = word[end : token.start()]
        if (end and not between) or set("{}") & set(between) or not token["field"]:
            break
        out += re.escape(between) + _field(token, kinds, values)
        end = token.end()
    if not end or set("{}") & set(word[end:]):
        raise PatternError(f"{word!r} is no field; expected {{name}}, {{name...}}, {{name=word}} or {{name:kind}}")
    return out + re.escape(word[end:])


def _field(token: re.Match[str], kinds: dict[str, str], values: dict[str, str]) -> str:
    kind = token["kind"] or ""
    if kind not in _KINDS:
        raise PatternError(f"{kind!r} is no kind of value; expected one of {', '.join(sorted(k for k in _KINDS if k))}")
    if token["field"] == "x":
        return _WORDS.get(kind, r".+" if token["rest"] else r"\S+")
    kinds[token["field"]] = kind
    if token["value"]:
        values[token["field"]] = token["value"]
    what = re.escape(token["word"]) if token["word"] else r".+" if token["rest"] else _WORDS.get(kind, r"\S+")
    return f"(?P<{token['field']}>{what})"
