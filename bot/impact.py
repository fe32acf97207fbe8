"""Make every intent twice, with today's knowledge and policies and with others, and report what differs.

Nobody outside is asked, and nothing is written. An intent is made on the configurations as they are, alone: what the
network runs already comes out unchanged with today's knowledge, so that a difference is what the network would have
to change.
"""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from bot.knowledge_changes import differing, items, kept_versions, reach
from bot.propose import propose_intents
from bot.remembered import Overlaid, Remembered
from bot.snapshot import DEVICES
from bot.unsound import unsound
from pipeline import inventory
from pipeline.load import load
from schemas.finding import Severity, ordered
from schemas.impact import DeviceImpact, Impact, IntentImpact

if TYPE_CHECKING:
    from bot.files import Files
    from bot.propose import Proposed
    from pipeline.draft import Draft
    from pipeline.load import Loaded
    from schemas.finding import Finding

MOST = 200
"""Intents that are made; of the others their number is said."""
_MOST_LINES = 60
"""Lines of a difference that are shown."""
_BLOCKING = ("knowledge-invalid", "policy-invalid")
"""Findings that would block every change: there is nothing to compare with."""
_SHOWN = ("explain.md", "change-plan.json", "footprint.json")
"""Other files of a package that people read, and that may differ where candidates do not."""


def impact(base: Files, head: Files, most: int = MOST, known: tuple[Finding, ...] | None = None) -> Impact:
    """Return what the knowledge and policies of `head` would make of the intents of `base`.

    Law: where `head` has the same knowledge and policies, nothing differs. What is not sound is reported as findings,
    and no intent is made with it. `known` are the `doubts` about it, where somebody has them already.
    """
    today = Remembered(base)
    then = Remembered(Overlaid(today, head, differing(base, head)))
    found = items(today, then)
    wrong = doubts(today, then) if known is None else known
    if not found or any(one.severity is Severity.ERROR and one.rule in _BLOCKING for one in wrong):
        return Impact(items=found, findings=wrong)
    platforms = reach(today, then)
    made: list[IntentImpact] = []
    unread: list[str] = []
    untouched = left_out = 0
    for path in today.names("intents"):
        if not path.endswith(".yaml"):
            continue
        loaded = load(path, today.read(path) or b"")
        if loaded.envelope is None or loaded.spec is None:
            unread.append(path)
        elif platforms is not None and not platforms & _platforms(today, loaded):
            untouched += 1
        elif len(made) >= most:
            left_out += 1
        else:
            one, other = (propose_intents(files, today, [path]) for files in (today, then))
            made.append(_compared(path, loaded.envelope.kind, one, other))
    return Impact(
        items=found,
        findings=wrong,
        intents=tuple(made),
        untouched=untouched,
        unread=tuple(unread),
        left_out=left_out,
    )


def doubts(today: Files, then: Files) -> tuple[Finding, ...]:
    """Return what there is to say of other knowledge and policies: not sound, of no use, under a taken version."""
    return ordered((*unsound(then), *kept_versions(today, then)))


def _platforms(files: Files, loaded: Loaded) -> frozenset[str]:
    """Return the platforms of an intent's devices; those of all devices where it names none itself."""
    raw = files.read(DEVICES) or b""
    if not loaded.devices:
        return frozenset(one.platform for one in inventory.everything(DEVICES, raw)[0])
    return frozenset(one.platform for one in inventory.pick(DEVICES, raw, loaded.devices.values())[0].values())


def _compared(path: str, kind: str, today: Proposed, then: Proposed) -> IntentImpact:
    was, will = _findings(today), _findings(then)
    before, after = _files(today), _files(then)
    blocks = (today.blocking, then.blocking)
    return IntentImpact(
        file=path,
        kind=kind,
        devices=_devices(_draft(today), _draft(then)),
        breaks=tuple(sorted(will - was)),
        mends=tuple(sorted(was - will)),
        other=tuple(name for name in _SHOWN if before.get(name) != after.get(name)),
        blocked={(True, True): "both", (True, False): "today", (False, True): "then"}.get(blocks, ""),  # type: ignore[arg-type]
    )


def _devices(today: Draft | None, then: Draft | None) -> tuple[DeviceImpact, ...]:
    if today is None or then is None:
        return ()
    runs = {name: base.start.text for name, base in today.bases.items()}
    out = []
    for name in sorted({*today.texts, *then.texts}):
        start = runs.get(name, "")
        one, other = (draft.texts.get(name, start) for draft in (today, then))
        if one != other:
            out.append(DeviceImpact(device=name, deployed=one == start, diff=_diff(one, other)))
    return tuple(out)


def _diff(one: str, other: str) -> tuple[str, ...]:
    lines = list(unified_diff(one.split("\n"), other.split("\n"), lineterm="", n=1))[2:]
    shown = [line for line in lines if not line.startswith("@@")]
    rest = len(shown) - _MOST_LINES
    return (*shown[:_MOST_LINES], *((f"… {rest} lines more",) if rest > 0 else ()))


def _draft(made: Proposed) -> Draft | None:
    return made.proposal.drafts[0] if made.proposal and made.proposal.drafts else None


def _findings(made: Proposed) -> set[str]:
    found = [*made.findings, *(one for package in made.packages for one in package.findings)]
    return {f"{one.rule}: {one.message}" for one in found if one.severity is not Severity.INFO}


def _files(made: Proposed) -> dict[str, bytes]:
    return dict(made.packages[0].files) if made.packages else {}
