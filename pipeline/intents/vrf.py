"""`vrf`: routing instances with their distinguisher and targets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from schemas.base import Record
from schemas.features.layer3 import Vrf
from schemas.values import DeviceName, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View

_PAIR = re.compile(r"(\d{1,10}|\d{1,3}(?:\.\d{1,3}){3}):(\d{1,10})")


def _pair(value: str) -> str:
    match = _PAIR.fullmatch(value)
    numbers = [int(part) for part in re.split(r"[.:]", value)] if match else []
    high = 255 if "." in value else 4294967295
    if not match or any(number > high for number in numbers[:-1]) or numbers[-1] > 4294967295:
        raise ValueError(f"{value!r} is no such value; expected 64512:30 or 192.0.2.1:30 (RFC 4364)")
    return value


Pair = Annotated[str, AfterValidator(_pair), Field(examples=["64512:30"])]
"""Route distinguisher or route target."""


class Instance(Record):
    """One routing instance of one device."""

    device: DeviceName
    """Name in the inventory."""
    name: ObjectName
    """Of the instance."""
    rd: Pair | None = None
    """Route distinguisher; where it is not given, it stays."""
    import_targets: tuple[Pair, ...] = ()
    """Route targets that are taken in, besides those that are there."""
    export_targets: tuple[Pair, ...] = ()
    """Route targets that are sent out, besides those that are there."""


class Spec(Record):
    """Routing instances."""

    vrfs: Annotated[tuple[Instance, ...], Field(min_length=1)]
    """One entry an instance of a device."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each instance, after a look at whose distinguisher it is."""
    out = Compiled()
    asked: dict[str, list[Vrf]] = {}
    for index, item in enumerate(spec.vrfs):
        mine = asked.setdefault(item.device, [])
        known = (*views[item.device].facts.all(Vrf), *mine)
        path = ("vrfs", index)
        taken = next((one.name for one in known if item.rd and one.rd == item.rd and one.name != item.name), "")
        differs = next(
            (one.rd for one in known if item.rd and one.name == item.name and one.rd not in ("", item.rd)), ""
        )
        if taken:
            message = f"the route distinguisher {item.rd} belongs to {taken} on {item.device}"
            out.refuse("rd-taken", (*path, "rd"), message, "choose another one", device=item.device)
        elif differs:
            message = f"{item.name} of {item.device} has the route distinguisher {differs}, the intent says {item.rd}"
            hint = "changing it takes all its routes away for a while; retire the instance first, or leave rd out"
            out.refuse("rd-differs", (*path, "rd"), message, hint, device=item.device)
        else:
            wanted = Vrf(
                name=item.name,
                rd=item.rd or "",
                import_targets=tuple(sorted(set(item.import_targets))),
                export_targets=tuple(sorted(set(item.export_targets))),
            )
            mine.append(wanted)
            out.wanted.append(Wanted(item.device, wanted, path))
    return out


PLUGIN = Kind(
    title="Make routing instances",
    spec=Spec,
    devices=lambda spec: tuple(item.device for item in spec.vrfs),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
