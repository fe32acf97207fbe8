"""Declaration: what an intent declares in all, its kind's own part and what `expect` adds to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from pipeline.declare.wanted import ByFeatures, of_features
from pipeline.registry import kinds
from schemas.declared import Allowance, Declared, Expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.intents.base import View, Wanted
    from schemas.base import Record

_EXPECT = TypeAdapter(tuple[Expected, ...])


def expected(items: Iterable[Mapping[str, Any]]) -> tuple[Expected, ...]:
    """Return the items of `expect`; raises pydantic's `ValidationError` with the place of what is wrong."""
    return _EXPECT.validate_json(json.dumps(list(items)))


def declaration(
    kind: str,
    spec: Record,
    views: Mapping[str, View],
    expect: Iterable[Mapping[str, Any]],
    wanted: Sequence[Wanted] = (),
) -> Declared:
    """Return the declared change of an intent that could be read.

    `wanted` are its features where it was compiled already: parts of an intent build on those before them.
    """
    own = kinds()[kind].declare(spec, views)
    for part in kinds()[kind].parts(spec):
        inner, _ = kinds()[part.kind].parse(json.dumps(part.spec))
        mine = [one for one in wanted if one.path[: len(part.path)] == part.path]
        declare = kinds()[part.kind].declare
        more = of_features(mine, views) if mine and isinstance(declare, ByFeatures) else declare(inner, views)
        own = Declared(
            allowances=(*own.allowances, *more.allowances),
            promises=(*own.promises, *more.promises),
            lines=(*own.lines, *more.lines),
        )
    return widened(own, expected(expect))


def widened(declared: Declared, expect: Iterable[Expected]) -> Declared:
    """Add what `expect` says, and say so."""
    more = tuple(
        Allowance(**item.model_dump(exclude={"flows"}), flows=item.flows, origin=f"expect[{index}]")
        for index, item in enumerate(expect)
    )
    words = tuple(f"{one.origin}: {_words(one)}" for one in more)
    return declared.model_copy(
        update={"allowances": (*declared.allowances, *more), "widened": (*declared.widened, *words)}
    )


def _words(one: Allowance) -> str:
    which = ", ".join(one.names) or "any"
    where = f" of {one.device}" if one.device else ""
    sign = {"gain": " may come", "lose": " may go", "change": " may change, not go", "any": " may change"}[one.sign]
    packets = ""
    if one.flows is not None:
        fields = one.flows.model_dump(exclude_defaults=True)
        packets = f" ({', '.join(f'{key} {value}' for key, value in sorted(fields.items())) or 'all packets'})"
    only = f" ({', '.join(one.only)})" if one.only else ""
    because = f", because {one.because}" if one.because else ""
    return f"{one.what.replace('_', ' ')} {which}{where}{only}{packets}{sign}{because}"
