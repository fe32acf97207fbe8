"""`lag_member_sleep`: shut down members of an aggregate that it can do without, even when one more fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind
from pipeline.intents.ports import expanded, same_port
from pipeline.intents.sleeping import Sleep, members, shut
from schemas.base import Record
from schemas.values import DeviceName, InterfaceName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import Path, View


class Aggregate(Record):
    """One end of an aggregate."""

    device: DeviceName
    """Name in the inventory."""
    lag: InterfaceName
    """The aggregate, as the platform writes it."""
    members: Annotated[tuple[InterfaceName, ...], Field(min_length=1)]
    """Members that sleep, names or ranges."""


class Spec(Sleep):
    """Members that are put to sleep, at both ends of their cables where both are managed here."""

    aggregates: Annotated[tuple[Aggregate, ...], Field(min_length=1)]
    """Ends of aggregates."""
    headroom_percent: Annotated[int, Field(ge=20, le=90)] = 70
    """How full the remaining members may be at the 95th percentile, after one of them has failed."""
    keep: Annotated[int, Field(ge=2, le=64)] = 2
    """Members that stay, at least: two, so that one may fail."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the members to be shut down; refuse what would leave too few."""
    out = Compiled()
    for index, one in enumerate(spec.aggregates):
        view, path = views[one.device], ("aggregates", index, "lag")
        lags = expanded(view, one.lag, path, out)
        there = members(view, lags[0]) if lags else ()
        if lags and not there:
            message = f"{one.lag} of {one.device} has no members"
            out.refuse("lag-unknown", path, message, "name an aggregate of the device", device=one.device)
        if there:
            least = _least(spec, index, view, lags[0], out)
            _end(spec, index, view, {member.name: member.shutdown for member in there}, least, out)
    return out


def _least(spec: Spec, index: int, view: View, lag: str, out: Compiled) -> int:
    """Return how many members must stay: what the intent says, and one more than what the device itself asks for.

    An aggregate with fewer members up than its own minimum goes down altogether: one more, so that one may fail.
    """
    known = next((port for port in view.facts.interfaces if same_port(port.name, lag)), None)
    if known is None:
        return spec.keep
    if known.min_bandwidth:
        message = f"{lag} of {view.device.name} must keep a bandwidth ({known.min_bandwidth}), not a number of members"
        hint = "how many members that is is not known here: ask for a number on the device first"
        out.refuse("lag-minimum", ("aggregates", index, "lag"), message, hint, device=view.device.name)
    return max(spec.keep, (known.min_links or 0) + 1)


def _end(spec: Spec, index: int, view: View, there: dict[str, bool], least: int, out: Compiled) -> None:
    one, name = spec.aggregates[index], view.device.name
    asleep: set[str] = set()
    for place, written in enumerate(one.members):
        path: Path = ("aggregates", index, "members", place)
        for port in expanded(view, written, path, out):
            member = next((known for known in there if same_port(known, port)), None)
            if member is None:
                message = f"{port} of {name} is no member of {one.lag}; members: {', '.join(sorted(there))}"
                out.refuse("port-is-no-member", path, message, "name members", device=name)
            elif member not in asleep:
                asleep.add(member)
                shut(view, member, path, out)
    left = sorted(port for port, is_shut in there.items() if not is_shut and port not in asleep)
    if len(left) < least:
        said = ", ".join(left) or "none"
        why = f": its minimum is {least - 1}, and one more may fail" if least > spec.keep else ""
        message = f"{one.lag} of {name} would keep {len(left)} members ({said}); at least {least} must stay{why}"
        out.refuse("lag-redundancy", ("aggregates", index, "members"), message, "let fewer sleep", device=name)


PLUGIN = Kind(
    title="Put members of an aggregate to sleep",
    spec=Spec,
    devices=lambda spec: tuple(one.device for one in spec.aggregates),
    compile=compile_spec,
    declare=by_features(compile_spec),
    over_others=True,
)
