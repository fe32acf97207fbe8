"""The whole job on one screen: intents and a snapshot become proposals, proposals and answers become packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.candidates import finish
from pipeline.checks.base import Case
from pipeline.compile import draft
from pipeline.conflicts import Claims
from pipeline.judge import judge, questions
from pipeline.pack import pack
from pipeline.plan import Outline, outline, plan
from pipeline.start import Start
from schemas.finding import blocks
from schemas.question import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.draft import Draft
    from pipeline.load import Loaded
    from schemas.knowledge import Knowledge
    from schemas.package import ChangePackage
    from schemas.question import Answer, Question
    from schemas.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with the configurations that it is about where they differ from the base."""

    question: Question
    before: Mapping[str, str]
    """By device: what intents that come first in the same pull request make of it."""
    after: Mapping[str, str]
    """By device: the same, with the candidates of this intent on top."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the intents of a pull request become, before anybody outside was asked."""

    drafts: tuple[Draft, ...]
    """In the order in which their candidates are combined: by name."""
    outlines: tuple[Outline, ...]
    """Plan and blast radius of each."""
    snapshot: Snapshot
    asked: tuple[Asked, ...]
    """What the outside can tell about them."""
    questions: tuple[tuple[Question, ...], ...]
    """The same by draft."""


def propose(loaded: Sequence[Loaded], snapshot: Snapshot, knowledge: Knowledge) -> Proposal:
    """Draft every intent that could be read, each on top of those before it by name.

    An intent that blocks leaves no trace in the configurations that the later ones start from.
    """
    before: dict[str, Start] = {}
    claims = Claims()
    drafts, outlines, asked, by_draft = [], [], [], []
    readable = [one for one in loaded if one.envelope is not None and one.spec is not None]
    for one in sorted(readable, key=lambda one: one.envelope.metadata.name if one.envelope else ""):
        current = draft(one, snapshot, before, knowledge)
        finish(current, claims)
        drafts.append(current)
        outlines.append(outline(current, snapshot))
        there = {name: start.text for name, start in before.items()}
        by_draft.append(questions(Case(current, snapshot, outlines[-1])))
        asked += [Asked(question, there, there | current.texts) for question in by_draft[-1]]
        if not blocks(tuple(current.findings)):
            for name, text in current.texts.items():
                before[name] = Start(text, (*current.bases[name].start.after, current.name))
    return Proposal(tuple(drafts), tuple(outlines), snapshot, tuple(asked), tuple(by_draft))


def conclude(proposal: Proposal, answers: Sequence[Answer] = ()) -> tuple[ChangePackage, ...]:
    """Judge, plan, explain and pack every draft, with what the outside answered; what it did not is said."""
    order = tuple(one.name for one in proposal.drafts)
    by = {answer.key: answer for answer in answers}
    packages = []
    for one, steps, mine in zip(proposal.drafts, proposal.outlines, proposal.questions, strict=True):
        case = Case(one, proposal.snapshot, steps, by, mine)
        judged = judge(case)
        evidence = tuple(
            Evidence(question=question, answer=by[question.key])
            for question in mine
            if question.key in by and by[question.key].state == "answered"
        )
        packages.append(pack(case, judged, plan(case, judged), order, evidence))
    return tuple(packages)
