"""Whether the devices still fit together: our own rules, which need no analyzer, judged as the change's difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.consistency.judge import consistency
from pipeline.consistency.network import Network, Seen
from pipeline.consistency.read import see
from schemas.finding import Severity
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.consistency.judge import Consistency

NAME = "consistency"
_UNSEEN = (
    "whether devices fit together that no cable joins with one that changes: the consistency rules saw none of them"
)


def _assess(case: Case) -> Assessed:
    """Compare the changed devices and their neighbours before and after; the other intents' changes are not seen."""
    draft, snapshot = case.draft, case.snapshot
    if not draft.candidates:
        return Assessed(())
    touched = sorted(draft.texts)
    cables = tuple(link for link in snapshot.links if {link.a.device, link.b.device} & set(touched))
    near = {end.device for link in cables for end in (link.a, link.b)} - set(touched)
    before: dict[str, Seen] = {}
    after: dict[str, Seen] = {}
    blind: list[str] = []
    for item in (*snapshot.devices, *snapshot.neighbors):
        name, platform = item.device.name, item.device.platform
        if name in draft.texts:
            old = see(name, platform, item.running.file, draft.bases[name].start.text)
            new = see(name, platform, item.running.file, draft.texts[name])
        elif name in near:
            old = new = see(name, platform, item.running.file, item.running.text)
        else:
            continue
        if old is None or new is None:
            blind.append(name)
        else:
            before[name], after[name] = old, new
    blind += sorted(near - before.keys() - set(blind))
    found = consistency(Network(before, cables), Network(after, cables))
    row = _row(found, [name for name in blind if name in draft.texts])
    unseen = [_UNSEEN]
    unseen += (
        [f"whether {', '.join(sorted(blind))} still fit: the consistency rules could not read them"] if blind else []
    )
    sections: tuple[Section, ...] = ()
    if found.old:
        listed = "\n".join(f"- {item.message} ({item.rule})" for item in found.old)
        sections = (Section("What did not fit together before", f"Not this change's doing:\n\n{listed}"),)
    return Assessed((row,), found.new, tuple(unseen), sections=sections)


def _row(found: Consistency, blind: list[str]) -> Check:
    wrong = [item for item in found.new if item.severity is Severity.ERROR]
    if wrong:
        return Check(name=NAME, outcome="FAIL", reason="; ".join(item.message for item in wrong))
    if blind:
        reason = f"{', '.join(blind)} could not be read for these rules"
        return Check(name=NAME, outcome="INCONCLUSIVE", reason=reason, required=False)
    reason = f"{len(found.rules)} rules on {len(found.devices)} devices find nothing new"
    return Check(name=NAME, outcome="PASS", reason=reason)


PLUGIN = Assessor(rank=60, assess=_assess)
