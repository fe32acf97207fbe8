"""`bundle`: several specs as one change, with one plan and one rollback; each sees what those before it ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from pipeline.intents.base import Compiled, Kind, Part
from schemas.base import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View

KindName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$", examples=["access_vlan"])]


class Item(Record):
    """One of them."""

    kind: KindName
    """What is wanted."""
    spec: dict[str, Any]
    """The kind's own fields."""


class Spec(Record):
    """What belongs together."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=20)]
    """In the order in which they build on each other."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:  # noqa: ARG001 - its parts are compiled
    """Ask for nothing of its own."""
    return Compiled()


def _parts(spec: Spec) -> tuple[Part, ...]:
    return tuple(Part(item.kind, item.spec, ("items", index, "spec")) for index, item in enumerate(spec.items))


PLUGIN = Kind(
    title="Several changes as one",
    spec=Spec,
    devices=lambda spec: (),  # noqa: ARG005 - those that its parts name
    compile=compile_spec,
    parts=_parts,
    about_others=True,
)
