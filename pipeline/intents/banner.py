"""`banner`: what devices say to people who log in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from schemas.base import Record
from schemas.features.services import Banner
from schemas.values import Devices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


def _not_the_end(line: str) -> str:
    if line.strip() == "EOF":
        raise ValueError("a line `EOF` ends the text on some platforms")
    return line


TextLine = Annotated[
    str,
    AfterValidator(_not_the_end),
    Field(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9*=-][A-Za-z0-9 _./:,;+()*='!?-]*$"),
]
"""A line of text without signs that end a text, quote, or comment on any platform."""


class Spec(Record):
    """A text, the same on all devices; the one that is there goes."""

    devices: Devices
    """Which devices."""
    where: Literal["login", "motd"]
    """Before the password is asked for, or after."""
    text: Annotated[tuple[TextLine, ...], Field(min_length=1, max_length=40)]
    """One entry a line."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the text on every device."""
    out = Compiled()
    for name in sorted(views):
        out.wanted.append(Wanted(name, Banner(where=spec.where, lines=spec.text), ("text",)))
    if any("welcome" in line.lower() for line in spec.text):
        message = "the text welcomes people; courts have read that as a permission to enter"
        out.warn("banner-welcomes", ("text",), message, "say who may enter, and that entering is logged")
    return out


PLUGIN = Kind(
    title="Set a login banner",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
