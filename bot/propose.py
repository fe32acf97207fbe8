"""Propose: intents of a head, everything else of a base, and the change packages that come of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering import hearing, nobody
from bot.ledger import claims
from bot.merged import taken_back
from bot.own_knowledge import knowledge
from bot.pools import Giver
from bot.snapshot import snapshot
from pipeline.load import load
from pipeline.policy.load import asks_for_requester
from pipeline.run import conclude, propose
from schemas.finding import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answering import Answering
    from bot.files import Files
    from pipeline.load import Loaded
    from pipeline.run import Proposal
    from schemas.finding import Finding
    from schemas.ledger import MergedDevice
    from schemas.package import ChangePackage


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of the intents."""

    packages: tuple[ChangePackage, ...]
    proposal: Proposal | None
    """None where nothing could be read."""
    findings: tuple[Finding, ...]
    """What is wrong with files that no package can be made for."""

    @property
    def blocking(self) -> bool:
        """Whether anything of it must not be merged."""
        return bool(self.findings) or any(package.blocking for package in self.packages)

    @property
    def degraded(self) -> tuple[str, ...]:
        """Checks without a verdict that do not block, of all packages, sorted."""
        return tuple(sorted({name for package in self.packages for name in package.degraded}))


def propose_intents(
    base: Files,
    head: Files,
    intents: Sequence[str],
    answering: Answering = nobody,
    *,
    requester: str = "",
    early: Callable[[Proposed], None] | None = None,
) -> Proposed:
    """Make the packages of the named intent files: the intents from the head, all else from the base.

    A file that is no intent gets no package, and blocks those of its pull request by its findings. `early` is told
    what can be said before an answer is there that takes long.
    """
    loaded: dict[str, Loaded] = {}
    lost: list[Finding] = []
    giver = Giver(base)
    for path in sorted(intents):
        raw = head.read(path)
        if raw is None:
            continue
        one = load(path, raw, giver)
        if one.envelope is None or one.spec is None:
            lost += one.findings
        else:
            loaded[path] = one
    if not loaded:
        return Proposed((), None, tuple(lost))
    merged: list[MergedDevice] = []
    for path, one in loaded.items():
        loaded[path], found = taken_back(base, one)
        merged += [item for item in found if item not in merged]
    known, wrong = snapshot(base, tuple(loaded.values()))
    mine = [one.envelope.metadata.name for one in loaded.values() if one.envelope is not None]
    owned = claims(base, [item.device.name for item in known.devices], mine)
    known = known.model_copy(update={"merged": tuple(merged), "claims": owned})
    if known.policies is not None and asks_for_requester(known.policies):
        known = known.model_copy(update={"requester": requester})
    if blocks(wrong):
        # What is wrong with the surroundings belongs to the intent that named it, or to all where it has no such place.
        for path, one in loaded.items():
            own = (item for item in wrong if item.place is None or item.place.file not in loaded.keys() - {path})
            loaded[path] = replace(one, findings=(*one.findings, *own))
    known_items, unsound = knowledge(base, (item.device.platform for item in known.devices))
    if unsound:
        loaded = {path: replace(one, findings=(*one.findings, *unsound)) for path, one in loaded.items()}
    proposal = propose(tuple(loaded.values()), known, known_items)
    if early is not None:
        told = early
        answering = hearing(answering, lambda some: told(Proposed(conclude(proposal, some), proposal, tuple(lost))))
    answers = answering(proposal.asked, base) if proposal.asked else ()
    return Proposed(conclude(proposal, answers), proposal, tuple(lost))
