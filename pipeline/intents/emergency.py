"""`emergency`: a change that cannot wait: it says why and what for, and what must be looked at afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from pipeline.intents.base import Compiled, Kind, Part
from schemas.base import Record
from schemas.intent import Instant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View

KindName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$", examples=["acl_rule"])]
Label = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 _./:,+()-]{9,199}$", examples=["uplink flaps at hq"])]


class Spec(Record):
    """What cannot wait."""

    incident: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{1,39}$", examples=["INC0042"])]
    """Reference of the incident."""
    cause: Label
    """What happens if it waits; at least ten letters."""
    review_by: Instant
    """Until when somebody must have looked at it in peace, UTC."""
    kind: KindName
    """What is wanted."""
    spec: dict[str, Any]
    """The kind's own fields."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:  # noqa: ARG001 - its part is compiled
    """Ask for nothing of its own."""
    return Compiled()


PLUGIN = Kind(
    title="A change that cannot wait",
    spec=Spec,
    devices=lambda spec: (),  # noqa: ARG005 - those that its part names
    compile=compile_spec,
    parts=lambda spec: (Part(spec.kind, spec.spec, ("spec",)),),
    about_others=True,
    hurried=True,
)
