"""The whole job on one screen: intents and a snapshot become proposals, proposals and answers become packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.conflicts import Claims
from pipeline.draft import Draft, Start, draft, finish
from pipeline.judge import judge, protected
from pipeline.pack import pack
from pipeline.plan import plan
from schemas.finding import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.load import Loaded
    from schemas.knowledge import Blueprint
    from schemas.package import ChangePackage
    from schemas.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the intents of a pull request become, before anybody outside was asked."""

    drafts: tuple[Draft, ...]
    """In the order in which their candidates are combined: by name."""
    snapshot: Snapshot


def propose(loaded: Sequence[Loaded], snapshot: Snapshot, knowledge: Sequence[Blueprint]) -> Proposal:
    """Draft every intent that could be read, each on top of those before it by name.

    An intent that blocks leaves no trace in the configurations that the later ones start from.
    """
    before: dict[str, Start] = {}
    claims = Claims()
    drafts = []
    readable = [one for one in loaded if one.envelope is not None and one.spec is not None]
    for one in sorted(readable, key=lambda one: one.envelope.metadata.name if one.envelope else ""):
        current = draft(one, snapshot, before)
        protected(current, snapshot)
        finish(current, knowledge, claims)
        drafts.append(current)
        if not blocks(tuple(current.findings)):
            for name, text in current.texts.items():
                before[name] = Start(text, (*current.bases[name].start.after, current.name))
    return Proposal(tuple(drafts), snapshot)


def conclude(proposal: Proposal) -> tuple[ChangePackage, ...]:
    """Judge, plan, explain and pack every draft.

    No question is asked of an analyzer yet: what it would have answered stands in the package as not assessed.
    """
    order = tuple(one.name for one in proposal.drafts)
    packages = []
    for one in proposal.drafts:
        validation = judge(one, proposal.snapshot)
        packages.append(pack(one, proposal.snapshot, validation, plan(one, proposal.snapshot, validation), order))
    return tuple(packages)
