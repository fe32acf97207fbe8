"""Read back: which features a configuration shows, by the patterns of the blueprints that would write them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_origin

from pydantic import ValidationError

from pipeline.registry import features, parse_backs
from renderers.number_lists import compact, numbers
from renderers.reads import GATHERED, TEXT_BREAK, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from renderers.reads import Pattern
    from schemas.facts import DeviceFacts
    from schemas.feature import Feature
    from schemas.knowledge import Blueprint

_Key = tuple[str, ...]


def read_features(
    lines: Iterable[tuple[tuple[str, ...], int]], blueprints: Iterable[Blueprint], vlans: Mapping[str, int]
) -> tuple[Feature, ...]:
    """Return the features that lines show, each line given with the blocks around it; sorted by feature and key.

    A line that no pattern knows says nothing. `vlans` gives the numbers of VLANs that are meant by name.
    """
    by_start: dict[str, list[tuple[str, str]]] = {}
    for item in blueprints:
        for text in item.header.reads:
            pattern = compiled(text)
            by_start.setdefault(pattern.start, []).append((item.header.feature, text))
    if not by_start:
        return ()
    loose = by_start.get("", [])
    found: dict[tuple[str, _Key], dict[str, Any]] = {}
    for path, _ in lines:
        first = path[-1].split(maxsplit=1)[0]
        for name, text in (*by_start.get(first, ()), *loose):
            said = _said(text, path)
            if said is not None:
                _note(name, compiled(text), said, vlans, found)
    made = []
    for (name, _), values in sorted(found.items(), key=lambda item: item[0]):
        one = _made(features()[name], values)
        if one is not None:
            made.append(one)
    return tuple(made)


@lru_cache(maxsize=16384)
def _said(pattern: str, path: tuple[str, ...]) -> Mapping[str, str] | None:
    """Match a line once: nearly all of them stand in the candidate as well, and in other devices."""
    return compiled(pattern).match(path)


def _note(
    name: str, pattern: Pattern, said: Mapping[str, str], vlans: Mapping[str, int], found: dict[tuple[str, _Key], Any]
) -> None:
    cls = features().get(name)
    if cls is None:
        return
    key = tuple(said[field] if field in said else str(cls.model_fields[field].default) for field in cls.KEY)
    values = found.setdefault((name, key), {})
    for field, value in said.items():
        kind = pattern.kinds.get(field, "")
        if kind in ("vlan", "vlans") and not value[0].isdecimal():
            number = vlans.get(value)
            if number is None and value != "all":
                continue
            value = str(number or value)
        if kind in GATHERED:
            values.setdefault(field, []).extend(value.split() if kind in ("words", "addresses") else [value])
        else:
            values.setdefault(field, value)


def _made(cls: type[Feature], values: dict[str, Any]) -> Feature | None:
    said: dict[str, Any] = {}
    known = cls.model_fields
    for field, value in values.items():
        about = known.get(field)
        if about is None:
            return None
        if isinstance(value, list) and about.annotation is str:
            value = "all" if "all" in value else compact({one for part in value for one in numbers(part)})
        elif about.annotation is bool:
            value = True
        elif isinstance(value, str) and get_origin(about.annotation) is tuple:
            value = value.split(TEXT_BREAK)
        said[field] = value
    try:
        return cls.model_validate(said, strict=False)
    except ValidationError:
        return None  # half of a feature, such as a key that nothing follows


def shows(feature: Feature, facts: DeviceFacts, absent: Mapping[str, object]) -> bool:
    """Tell whether a configuration has a feature; `absent` says what holds for fields that it does not show."""
    own = parse_backs().get(feature.feature)
    if own is not None:
        return own(feature, facts)
    there = next((one for one in facts.features if one.key == feature.key and type(one) is type(feature)), None)
    asked = feature.asked
    if there is None and not asked:
        return False
    defaults = type(feature).model_fields
    for name, value in asked.items():
        have = getattr(there, name) if there is not None else defaults[name].default
        if have == defaults[name].default:
            have = absent.get(name, have)
        if name in feature.ADDS and isinstance(value, tuple) and isinstance(have, tuple):
            have = value if set(value) <= set(have) else have
        if have != value:
            return False
    return True
