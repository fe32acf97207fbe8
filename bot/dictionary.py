"""The dictionary of fields: every field of a schema with its type, unit and meaning, record by record. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNITS = (
    ("gco2e_per_kwh", "grams of CO2 equivalents per kilowatt hour"),
    ("energy_pj_per_bit", "picojoules per bit"),
    ("energy_nj_per_packet", "nanojoules per packet"),
    ("bit_per_s", "bits per second"),
    ("_gco2e", "grams of CO2 equivalents"),
    ("_kwh", "kilowatt hours"),
    ("_wh", "watt hours"),
    ("_w", "watts"),
    ("_s", "seconds"),
    ("_hours", "hours"),
    ("_percent", "percent"),
    ("sha256", "hexadecimal, SHA-256"),
    ("digest", "hexadecimal, SHA-256"),
)
"""What the ending of a field's name says, longest first where one ends with another."""
_POOL = "PoolUse"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record."""

    name: str
    type: str
    """In words, with the names of records in backquotes."""
    unit: str
    """Empty where it has none."""
    needed: bool
    default: str
    """As JSON; empty where it has none."""
    meaning: str


@dataclass(frozen=True, slots=True)
class Part:
    """A record of a schema: the file itself, or one that lies inside of it."""

    name: str
    meaning: str
    fields: tuple[Field, ...]


def parts(schema: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the records of a schema, the file itself first, then those inside of it by name."""
    inner = {name: about for name, about in schema.get("$defs", {}).items() if about.get("properties")}
    found = [_part(str(schema.get("title", "")), schema)]
    return (*found, *(_part(name, inner[name]) for name in sorted(inner) if name != _POOL))


def unit(name: str) -> str:
    """Return the unit that a field's name says; empty where it says none."""
    return next((words for end, words in UNITS if name == end.strip("_") or name.endswith(end)), "")


def _part(name: str, about: Mapping[str, Any]) -> Part:
    needed = set(about.get("required", ()))
    fields = [_field(key, one, needed=key in needed) for key, one in about.get("properties", {}).items()]
    nested = [found for key, one in about.get("properties", {}).items() for found in _nested(key, one)]
    return Part(name, _line(about.get("description", "")), (*fields, *nested))


def _nested(path: str, about: Mapping[str, Any]) -> Iterator[Field]:
    """Yield the fields of a record that is written out in its place, such as the `spec` of an intent."""
    needed = set(about.get("required", ()))
    for key, one in about.get("properties", {}).items():
        yield _field(f"{path}.{key}", one, needed=key in needed)


def _field(name: str, about: Mapping[str, Any], *, needed: bool) -> Field:
    given = about.get("default")
    default = "" if given in (None, "", [], {}) else _json(given)
    last = name.rpartition(".")[2]
    return Field(name, _type(about), unit(last), needed, default, _line(about.get("description", "")))


def _type(about: Mapping[str, Any]) -> str:
    if "$ref" in about:
        name = str(about["$ref"]).rpartition("/")[2]
        return "a pool" if name == _POOL else f"`{name}`"
    if "const" in about:
        return f"always {_json(about['const'])}"
    if "enum" in about:
        return "one of " + ", ".join(_json(one) for one in about["enum"])
    for several in ("anyOf", "oneOf"):
        if several in about:
            return " or ".join(dict.fromkeys(_type(one) for one in about[several]))
    match about.get("type"):
        case "array" if "prefixItems" in about:
            return f"list of ({', '.join(_type(one) for one in about['prefixItems'])})"
        case "array":
            inside = _type(about["items"]) if about.get("items") else "any"
            return f"list of {inside}"
        case "object" if isinstance(about.get("additionalProperties"), dict):
            return f"mapping of {_type(about['additionalProperties'])}"
        case "object":
            return "mapping"
        case "integer":
            return _bounded("whole number", about)
        case "string":
            return _text(about)
        case str(other):
            return other
        case _:
            return "anything"


def _bounded(word: str, about: Mapping[str, Any]) -> str:
    low, high = about.get("minimum"), about.get("maximum")
    if low is not None and high is not None:
        return f"{word} {low} to {high}"
    return f"{word} from {low}" if low is not None else word


def _text(about: Mapping[str, Any]) -> str:
    if about.get("format") == "date-time":
        return "time"
    if str(about.get("pattern", "")).find(r"(0|[1-9][0-9]{0,17})(\.") >= 0:
        return "decimal in quotes"
    return "text"


def _json(value: Any) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _line(text: str) -> str:
    """Return a meaning on one line; what is None in the program is null in a file."""
    return re.sub(r"\bNone\b", "null", " ".join(text.split()))
