"""`storm_control`: limit frames that go everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Ports, Wanted
from pipeline.intents.ports import each_port, known_port, once, there
from schemas.base import Record
from schemas.features.switching import StormControl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


def _percent(value: int | str) -> int | str:
    text = str(value)
    whole, _, part = text.partition(".")
    if not (
        whole.isascii() and whole.isdigit() and len(part) <= 2 and (not part or (part.isascii() and part.isdigit()))
    ):
        raise ValueError(f"{value!r} is no percentage; expected 1 or 0.5, with two decimals at most")
    if not 0 < float(text) <= 100:
        raise ValueError(f"{value} is not within 0.01 to 100 percent")
    return value


Percent = Annotated[int | str, AfterValidator(_percent), Field(examples=[1, "0.5"])]
"""Percent of the port's speed."""


class Spec(Record):
    """Limits, the same on all ports."""

    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Switched ports or aggregates."""
    broadcast: Percent | None = None
    """Frames to everybody."""
    multicast: Percent | None = None
    """Frames to groups."""
    unknown_unicast: Percent | None = None
    """Frames to addresses that nobody has learned."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if (self.broadcast, self.multicast, self.unknown_unicast) == (None, None, None):
            raise ValueError("nothing is asked for; expected broadcast, multicast or unknown_unicast")
        return self


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the limits on every port."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("ports", spec.ports, views, out):
        if not once(seen, view, port, path, out) or not there(view, port, path, out):
            continue
        found, name = known_port(view, port), view.device.name
        if found and (found.mode == "routed" or found.addresses):
            out.refuse(
                "port-is-routed", path, f"{port} of {name} is a routed port", "name a switched port", device=name
            )
            continue
        wanted = StormControl(
            interface=port,
            broadcast=_plain(spec.broadcast),
            multicast=_plain(spec.multicast),
            unknown_unicast=_plain(spec.unknown_unicast),
        )
        out.wanted.append(Wanted(name, wanted, path))
    return out


def _plain(value: int | str | None) -> str:
    return "" if value is None else f"{float(value):g}"


PLUGIN = Kind(
    title="Limit frames that go everywhere",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in spec.ports),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
