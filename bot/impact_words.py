"""Say the report about a change of knowledge or policies: in the terminal, and in a pull request. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.markdown import block, code, table, text
from bot.report import BUDGET, Part, fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.impact import DeviceImpact, Impact, IntentImpact

_MOST = 30
_OTHER = {"explain.md": "the explain pack", "change-plan.json": "the plan", "footprint.json": "the energy estimate"}


def headline(found: Impact) -> str:
    """Return the report in one sentence."""
    errors = sum(one.severity == "error" for one in found.findings)
    if errors and not found.intents:
        return f"not sound: {_many(errors, 'error')}; once merged, every change would be blocked"
    said = f"{_many(len(found.intents) + found.untouched, 'intent')} unchanged, "
    said += f"{_many(found.differing, 'configuration')} would differ"
    said += f", {_many(found.breaking, 'intent')} would block" if found.breaking else ""
    said += f"; {_many(errors, 'error')}" if errors else ""
    said += f"; {found.left_out} not looked at" if found.left_out else ""
    return said


def markdown(found: Impact, budget: int = BUDGET) -> str:
    """Return the comment on a pull request."""
    parts = [Part([f"### Knowledge and policies: {text(headline(found))}", ""], [], 9)]
    if found.findings:
        rows = [
            (one.severity.value, code(str(one.place)) if one.place else "", text(one.advice), code(one.rule))
            for one in found.findings[:_MOST]
        ]
        more = _more(found.findings)
        parts.append(Part(["#### Findings", "", *table(("", "where", "what", "rule"), rows), *more, ""], more, 8))
    changed = [
        (code(one.file), code(one.before) if one.before else "new", code(one.after) if one.after else "removed")
        for one in found.items[:_MOST]
    ]
    parts.append(Part([*table(("file", "today", "then"), changed), *_more(found.items), ""], [], 7))
    for one in (one for one in found.intents if one.differs):
        lines = _intent(one)
        parts.append(Part(lines, lines[:2], 5))
    parts.append(Part(["---", *(f"<sub>{text(line)}</sub>" for line in scope(found))], [], 6))
    return fitted(parts, budget)


def plain(found: Impact) -> Iterable[str]:
    """Yield the lines for a terminal."""
    yield headline(found)
    for one in found.findings:
        yield f"{one.place}: {one.severity}: {one.advice} [{one.rule}]"
    for item in found.items:
        yield f"{item.file}: {item.before or 'new'} -> {item.after or 'removed'}"
    for intent in (one for one in found.intents if one.differs):
        yield f"\n{intent.file} ({intent.kind}){_verdict(intent)}"
        yield from (f"  has no longer {line}" for line in intent.mends)
        yield from (f"  would have {line}" for line in intent.breaks)
        for device in intent.devices:
            yield f"  {_about(device)}"
            yield from (f"    {line}" for line in device.diff)
    yield ""
    yield from scope(found)


def scope(found: Impact) -> list[str]:
    """Return what was looked at, and what was not."""
    if not found.intents and not found.untouched:
        return ["No intent was made with it."]
    same = sum(not (one.differs or one.other) for one in found.intents)
    words = [one for one in found.intents if one.other and not one.differs]
    both = [one.file for one in found.intents if one.blocked == "both"]
    out = [
        f"Each intent of the base was made alone on the configurations of the base, with today's knowledge and with "
        f"this; {same} come out the same, {found.untouched} are about other platforms. Nobody outside was asked: "
        "no analyzer, no telemetry."
    ]
    if words:
        parts = sorted({_OTHER.get(name, name) for one in words for name in one.other})
        out.append(f"Of {_many(len(words), 'intent')} more only {', '.join(parts)} would read otherwise.")
    if both:
        out.append(f"Block either way, so that their candidates may lack: {', '.join(both[:_MOST])}.")
    if found.unread:
        out.append(f"Cannot be read: {', '.join(found.unread[:_MOST])}.")
    if found.left_out:
        out.append(f"{found.left_out} intents more were not looked at; `gains knowledge impact --most` looks at them.")
    return out


def _intent(one: IntentImpact) -> list[str]:
    out = [f"#### {code(one.file)}{_verdict(one)}", ""]
    out += [f"- would have: {text(line)}" for line in one.breaks[:_MOST]]
    out += [f"- no longer: {text(line)}" for line in one.mends[:_MOST]]
    alike: dict[tuple[tuple[str, ...], bool], list[DeviceImpact]] = {}
    for device in one.devices:
        alike.setdefault((device.diff, device.deployed), []).append(device)
    for devices in alike.values():
        names = ", ".join(code(device.device) for device in devices[:20])
        more = f" and {len(devices) - 20} more" if len(devices) > 20 else ""
        runs = "; the network runs what the intent gives today" if devices[0].deployed else ""
        out += ["", f"**{names}{more}**{runs}", "", *block(devices[0].diff, "diff")]
    return [*out, ""]


def _about(device: DeviceImpact) -> str:
    return f"{device.device}{', which runs what the intent gives today' if device.deployed else ''}:"


def _verdict(one: IntentImpact) -> str:
    return {"then": ": would block", "today": ": would no longer block", "both": ": blocks either way"}.get(
        one.blocked, ""
    )


def _more(listed: tuple[object, ...]) -> list[str]:
    return [f"and {len(listed) - _MOST} more"] if len(listed) > _MOST else []


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
