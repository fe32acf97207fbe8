"""Provenance: which fields of an intent a line depends on besides its own, found by trying another value of each.

A feature names one field that asks for it, such as a port; what it says may depend on others, such as the VLAN. Those
are found by the definition: change the field, compile and render again, and see which lines come out otherwise.
"""

from __future__ import annotations

import json
from ipaddress import ip_address, ip_interface
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.intents.base import Kind, Path, View, Wanted
    from schemas.base import Record

Others = tuple[tuple["Path", "Wanted | None"], ...]
"""What a wish would be with another value of a field, by the field; None: nothing of it would be asked for."""


def variants(kind: Kind[Any], spec: Record, views: Mapping[str, View], wanted: Sequence[Wanted]) -> tuple[Others, ...]:
    """Return for each wish what it would be if a field had another value that does not stand in its own item.

    Tried are fields outside of lists, and those of an item around the one that asks. An item's own fields are not:
    what it asks for names the item.
    """
    data = json.loads(spec.model_dump_json(exclude_unset=True))
    found: list[list[tuple[Path, Wanted | None]]] = [[] for _ in wanted]
    tries = [*leaves(data), *around(data, [one.path for one in wanted])]
    for path, value in tries[:_MOST_FIELDS]:
        for index, one in _other(kind, data, (path, value), (views, wanted)).items():
            found[index].append((path, one))
    return tuple(tuple(one) for one in found)


def depending(lines: Sequence[str], others: Sequence[tuple[Path, Sequence[str]]]) -> tuple[tuple[Path, ...], ...]:
    """Return for each line the fields that it depends on, given the lines that come with another value of each."""
    mine = blocks(lines)
    elsewhere = [(path, set(blocks(other))) for path, other in others]
    return tuple(tuple(path for path, there in elsewhere if line not in there) for line in mine)


def blocks(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Return each line with the lines of the blocks around it."""
    out: list[tuple[str, ...]] = []
    around: list[tuple[int, str]] = []
    for line in lines:
        deep = len(line) - len(line.lstrip())
        while around and around[-1][0] >= deep:
            around.pop()
        out.append((*(text for _, text in around), line.strip()))
        around.append((deep, line.strip()))
    return out


def leaves(data: Mapping[str, Any], above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the values of a spec that stand outside of lists of mappings, a list of values as one."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from leaves(value, (*above, name))
        elif value is not None and not (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
            yield (*above, name), value


def around(data: Mapping[str, Any], paths: Sequence[Path]) -> Iterator[tuple[Path, Any]]:
    """Yield the values of items of lists that wishes of items inside of them stand in."""
    seen: set[Path] = set()
    for path in paths:
        for size, step in enumerate(path[:-1], start=1):
            above = path[:size]
            if not isinstance(step, int) or above in seen:
                continue
            seen.add(above)
            item = _at(data, above)
            inner = path[size]
            if isinstance(item, dict):
                yield from leaves({name: value for name, value in item.items() if name != inner}, above)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def alternatives(value: Any) -> Iterator[Any]:
    """Yield other values of the same sort, near ones first."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1, value + 10, value * 2, value // 2)
        case str():
            yield from _texts(value)
        case list():
            if len(value) > 1:
                yield value[1:]
            for index, one in enumerate(value):
                for other in alternatives(one):
                    yield [*value[:index], other, *value[index + 1 :]]


def _texts(value: str) -> Iterator[str]:
    address, slash, length = value.partition("/")
    try:
        number = ip_address(address)
    except ValueError:
        yield from (f"{value}x", f"{value}1", f"{value[:-1]}2")
        return
    yield from (
        f"{number + step}{slash}{length}" for step in (1, 2, -1) if 0 <= int(number) + step < 2**number.max_prefixlen
    )
    if slash:
        network = ip_interface(value).network
        if int(network.broadcast_address) + 1 < 2**network.max_prefixlen:
            yield f"{network.broadcast_address + 1}/{length}"


def _other(
    kind: Kind[Any],
    data: Mapping[str, Any],
    leaf: tuple[Path, Any],
    asked: tuple[Mapping[str, View], Sequence[Wanted]],
) -> dict[int, Wanted | None]:
    """Return the wishes that are others with another value of a field: the first value that makes a difference.

    A value that the kind finds something wrong with counts only where none is better.
    """
    (path, value), (views, wanted) = leaf, asked
    if path[-1] in ("devices", "device"):
        return {}  # on other devices there are other lines
    doubtful: dict[int, Wanted | None] = {}
    choices = list(alternatives(value))
    for at in range(_MOST):
        if at >= len(choices):
            break
        try:
            spec, _ = kind.parse(json.dumps(_put(data, path, choices[at])))
        except ValidationError as error:
            choices += [one for one in _named(error) if one not in (*choices, value)]
            continue
        compiled = kind.compile(spec, views)
        pairs = enumerate(zip(wanted, _aligned(wanted, compiled.wanted), strict=True))
        differs = {index: one for index, (mine, one) in pairs if one is None or one.feature != mine.feature}
        if differs and not any(problem.severity == "error" for problem in compiled.problems):
            return differs
        doubtful = doubtful or differs
    return doubtful


_MOST = 12
"""So many values of a field are tried."""
_MOST_FIELDS = 100
"""So many fields are tried, those outside of lists first."""


def _named(error: ValidationError) -> list[str]:
    """Return the words that a refused field would have taken."""
    said = [one.get("ctx", {}).get("expected", "") for one in error.errors(include_url=False)]
    return [
        word.strip("'") for text in said if isinstance(text, str) for word in text.replace(" or ", ", ").split(", ")
    ]


def _put(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(data, dict):
        return {name: _put(one, rest, value) if name == first else one for name, one in data.items()}
    return [_put(one, rest, value) if index == first else one for index, one in enumerate(data)]


def _aligned(wanted: Sequence[Wanted], others: Sequence[Wanted]) -> list[Wanted | None]:
    """Return for each wish the one of the others for the same field of the same device and feature, in their order."""
    left: dict[tuple[str, str, Path], list[Wanted]] = {}
    for one in others:
        left.setdefault((one.device, one.feature.feature, one.path), []).append(one)
    out: list[Wanted | None] = []
    for one in wanted:
        same = left.get((one.device, one.feature.feature, one.path), [])
        out.append(same.pop(0) if same else None)
    return out
