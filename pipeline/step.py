"""A step of the plan: what is typed on one device, what is looked at, and what means going back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from renderers.operations import Show
from schemas.plan import Condition, Look, NativeRollback, Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.draft import Draft
    from pipeline.intents.base import Wanted
    from pipeline.order import Slot
    from renderers.operations import Looks, Operations
    from schemas.candidate import DeviceCandidate
    from schemas.feature import Feature
    from schemas.inventory import Device

_PATIENCE_S = 300
"""How long a post-check without a time of its own may take."""
_UNREACHABLE_S = 60
_LOOK_S = 5
BASIS = (
    "a rule of thumb for each command and each look, and the longest time that post-checks may take; nothing of it was "
    "measured on these devices"
)


@dataclass(frozen=True, slots=True)
class At:
    """Where a step stands in the plan."""

    number: int
    """Counted from 1."""
    slot: Slot
    """Its turn."""
    device: Device
    """Its device, as the inventory describes it."""


def operations(platform: str) -> Operations:
    """Return how people work on devices of a platform."""
    found: Operations = import_module(f"renderers.{platform}.operations").OPERATIONS
    return found


def step(at: At, item: DeviceCandidate, draft: Draft) -> Step:
    """Return the step of a device."""
    ways = operations(item.platform)
    mine = [wanted for wanted in draft.wanted if wanted.device == item.device]
    features = [wanted.feature for wanted in mine]
    asked = sorted({feature.feature.replace("_", " ") for feature in features})
    own = {name: found.header.looks for (device, name), found in draft.chosen.items() if device == item.device}
    shows = tuple(
        dict.fromkeys(
            show
            for one in mine
            for show in _shows(ways, own.get(one.feature.feature, ()), one.feature, _line(item, one))
        )
    )
    health = tuple(Show(*look) for look in ways.health)
    pre = _pre_checks(at, ways, item, (*health, *shows))
    post = _post_checks(at, shows, health, pre)
    return Step(
        number=at.number,
        batch=at.slot.batch,
        canary=at.slot.canary,
        device=item.device,
        site=at.device.site,
        role=at.device.role,
        platform=item.platform,
        purpose=f"{', '.join(asked)} as {draft.name} asks",
        pre_checks=pre,
        enter=ways.enter,
        commands=item.remediation,
        leave=ways.leave,
        post_checks=post,
        confirm=ways.confirm,
        reverts_after_s=ways.revert_s,
        rollback_conditions=_conditions(at, post),
        native_rollback=NativeRollback(
            name=ways.native.name, prepare=ways.native.prepare, back=ways.native.back, keep=ways.native.keep
        ),
        rollback=item.rollback,
        rollback_proved=item.proof.verdict == "proved",
        duration_s=_duration(ways, item, pre, post),
    )


def _line(item: DeviceCandidate, wanted: Wanted) -> str:
    """Return the first line that a wish became, without its number: a device may number it otherwise than was asked."""
    path = "spec" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in wanted.path)
    mine = [
        number for number, one in enumerate(item.origins) if (one.feature, one.field) == (wanted.feature.feature, path)
    ]
    text = next((line.text.strip() for line in item.lines if line.origin in mine), "")
    return re.sub(r"^(?:sequence )?\d+ ", "", text)


def _shows(ways: Operations, own: Looks, feature: Feature, line: str) -> list[Show]:
    """Return what a blueprint says is looked at; where it says nothing, what the platform does."""
    fields = feature.model_dump() | {"line": line}
    quoted = {name: re.escape(str(value)) for name, value in fields.items()}
    out = []
    for look in own or ways.looks.get(feature.feature, ()):
        show = Show(*look)
        match = "" if "{line}" in show.match and not line else show.match
        for name, value in quoted.items():
            match = match.replace(f"{{{name}}}", value)
        out.append(Show(show.command.format(**fields), show.expect.format(**fields), match, show.within_s))
    return out


def _pre_checks(at: At, ways: Operations, item: DeviceCandidate, shows: Iterable[Show]) -> tuple[Look, ...]:
    command, expect = ways.compare
    looks = [
        Look(
            id=f"step-{at.number}.pre-1",
            device=item.device,
            command=command,
            how="digest",
            pattern=item.running_digest,
            expect=f"{expect} ({item.running_digest[:19]}…)",
        )
    ]
    looks += [
        Look(
            id=f"step-{at.number}.pre-{number}",
            device=item.device,
            command=command,
            how="person",
            expect="note what it shows, to compare afterwards",
        )
        for number, command in enumerate(dict.fromkeys(show.command for show in shows), start=2)
    ]
    return tuple(looks)


def _post_checks(at: At, shows: Iterable[Show], health: Iterable[Show], pre: tuple[Look, ...]) -> tuple[Look, ...]:
    before = {look.command: look.id for look in pre}
    looks = []
    for show in shows:
        how = "matches" if show.match else "person"
        looks.append((show, how, show.match, show.within_s or (_PATIENCE_S if show.match else 0)))
    looks += [(show, "matches" if show.match else "person", show.match, show.within_s) for show in health]
    out = []
    for number, (show, how, pattern, within) in enumerate(looks, start=1):
        words = show.expect if how == "matches" else f"{show.expect} (compare with {before[show.command]})"
        out.append(
            Look.model_validate(
                {
                    "id": f"step-{at.number}.post-{number}",
                    "device": at.device.name,
                    "command": show.command,
                    "how": how,
                    "pattern": pattern,
                    "expect": words,
                    "within_s": within,
                }
            )
        )
    return tuple(out)


def _conditions(at: At, post: Iterable[Look]) -> tuple[Condition, ...]:
    name = at.device.name
    where = f" at {at.device.management}" if at.device.management else ""
    out = [
        ("command-refused", "", 0, f"{name} refuses a command, or answers it with an error"),
        ("unreachable", "", _UNREACHABLE_S, f"{name} does not answer{where} for {_UNREACHABLE_S} s"),
    ]
    for look in post:
        shown = f"not seen within {look.within_s} s" if look.within_s else "not seen"
        out.append(("check-failed", look.id, look.within_s, f"`{look.command}` on {name}: {look.expect}: {shown}"))
    return tuple(
        Condition.model_validate(
            {
                "id": f"step-{at.number}.back-{number}",
                "device": name,
                "when": when,
                "look": look,
                "within_s": within,
                "words": words,
            }
        )
        for number, (when, look, within, words) in enumerate(out, start=1)
    )


def _duration(ways: Operations, item: DeviceCandidate, pre: tuple[Look, ...], post: tuple[Look, ...]) -> int:
    typed = [*ways.native.prepare, *ways.enter, *item.remediation, *ways.leave, *ways.confirm]
    waiting = max((look.within_s for look in post), default=0)
    return len(typed) * ways.command_s + (len(pre) + len(post)) * _LOOK_S + waiting
