"""The expression language of rules: the only home of the CEL library. Anything but `true` denies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VARIABLES = ("change", "device", "it", "param")
"""What an expression sees."""
_AT = re.compile(r"<input>:(\d+):(\d+): ([^\n]*)")
_PREFIX = re.compile(
    r"(?<![\w.:/])((?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?|[0-9A-Fa-f:]*::?[0-9A-Fa-f:]*(?:/\d{1,3})?)(?![\w:])"
)
_MASKED = re.compile(r"(?<![\w.])((?:\d{1,3}\.){3}\d{1,3}) (?:mask )?((?:\d{1,3}\.){3}\d{1,3})(?![\w.])")


class BrokenError(ValueError):
    """An expression that cannot be compiled; line and column are counted from 1 inside it."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression came to."""

    holds: bool
    """True for the value true alone."""
    problem: str = ""
    """Why it came to nothing: an error of its own, a missing field, its budget; empty where it gave true or false."""


class Scene:
    """The values that expressions are evaluated on: handed over once, used by many rules."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._activation = _environment().Activation({name: values.get(name, {}) for name in VARIABLES})

    def evaluate(self, expression: Any) -> Answer:
        """Evaluate a compiled expression; never raises."""
        boolean, error = _types()
        try:
            value = expression.eval(activation=self._activation)
        except RuntimeError as problem:
            return Answer(holds=False, problem=_plain(str(problem)))
        if value.type() == boolean:
            return Answer(holds=value.value() is True)
        if value.type() == error:
            return Answer(holds=False, problem=_plain(str(value.value())))
        return Answer(holds=False, problem=f"it gave {value.type()}, expected BOOL")


def compiled(text: str) -> Any:
    """Return an expression that may give a truth value; raises `BrokenError`."""
    try:
        found = _environment().compile(text)
    except RuntimeError as problem:
        match = _AT.search(str(problem))
        if match is None:
            raise BrokenError(_plain(str(problem)), 1, 1) from None
        raise BrokenError(match[3].strip(), int(match[1]), int(match[2])) from None
    if str(found.return_type()) not in ("BOOL", "DYN"):
        raise BrokenError(f"the expression gives {found.return_type()}, expected BOOL", 1, 1)
    return found


@cache
def _types() -> tuple[Any, Any]:
    from cel_expr_python import cel

    return cel.Type.BOOL, cel.Type.ERROR


@cache
def _environment() -> Any:
    """Return what expressions are compiled in: maps, and a function about addresses; nothing that reaches out."""
    from cel_expr_python import cel

    text, listed, some = cel.Type.STRING, cel.Type.List(cel.Type.DYN), cel.Type.BOOL
    meets = cel.Overload("touches_string_list", return_type=some, parameters=[text, listed], impl=touches)
    inside = cel.Overload("within_string_list", return_type=some, parameters=[text, listed], impl=within)
    functions = [cel.FunctionDecl("touches", [meets]), cel.FunctionDecl("within", [inside])]
    return cel.NewEnv(
        variables={name: cel.Type.Map(text, cel.Type.DYN) for name in VARIABLES},
        extensions=[cel.CelExtension("gains", functions)],
    )


def touches(text: str, networks: Sequence[str]) -> bool:
    """Tell whether any address or prefix in a text meets any of the networks."""
    wanted = [ip_network(str(item)) for item in networks]
    return any(one.overlaps(other) for one in _networks(text) for other in wanted if one.version == other.version)


def within(text: str, networks: Sequence[str]) -> bool:
    """Tell whether a text has an address or prefix, and each of them is inside one of the networks."""
    wanted = [ip_network(str(item)) for item in networks]
    found = _networks(text)
    return bool(found) and all(any(_inside(one, other) for other in wanted) for one in found)


def _inside(one: IPv4Network | IPv6Network, other: IPv4Network | IPv6Network) -> bool:
    if isinstance(one, IPv4Network) and isinstance(other, IPv4Network):
        return one.subnet_of(other)
    return isinstance(one, IPv6Network) and isinstance(other, IPv6Network) and one.subnet_of(other)


def _networks(text: str) -> list[IPv4Network | IPv6Network]:
    """Return the addresses and prefixes in a text; an address with a mask, plain or inverse, is a prefix."""
    found: list[IPv4Network | IPv6Network] = []
    masked = [(match[1], match[2]) for match in _MASKED.finditer(text)]
    rest = _MASKED.sub(" ", text)
    for written in [f"{address}/{mask}" for address, mask in masked] + _PREFIX.findall(rest):
        try:
            found.append(ip_network(written, strict=False))
        except ValueError:
            continue
    return found


def _plain(text: str) -> str:
    """Return the library's words in one line."""
    return re.sub(r"\s+", " ", re.sub(r"^[A-Z_]+: |\[[A-Z_]+\]$", "", text.strip())).strip()[:300]
