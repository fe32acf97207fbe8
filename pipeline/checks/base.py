"""What a check is: a module of `pipeline.checks` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.question import Answer, Question
from schemas.validation import Check, Coverage

if TYPE_CHECKING:
    from pipeline.draft import Draft
    from pipeline.plan import Outline
    from schemas.finding import Finding
    from schemas.plan import GuideNote
    from schemas.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Case:
    """What a check sees: one intent's draft and what surrounds it. Checks read it, they never change it."""

    draft: Draft
    """Intent, features, candidates, proofs, findings so far."""
    snapshot: Snapshot
    """Settings, touched devices, their cables."""
    outline: Outline
    """Steps of the plan and its blast radius."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By the key of the question; empty while questions are still being collected."""
    asked: tuple[Question, ...] = ()
    """What was asked about it; empty while questions are still being collected."""
    earlier: Mapping[str, Assessed] = field(default_factory=dict)
    """What checks of lower rank found, by their names; empty while questions are still being collected."""

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question; where nobody answered, one that says so."""
        silence = Answer(key=question.key, state="unreachable", reason=f"no {question.port} is connected")
        return self.answers.get(question.key, silence)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the explain pack."""

    title: str
    """Its heading."""
    text: str
    """Markdown below it, without headings of the first two levels."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a check came to."""

    checks: tuple[Check, ...]
    """Its verdicts: rows of the validation."""
    findings: tuple[Finding, ...] = ()
    """What is to be said on a line; an error blocks by itself."""
    not_verified: tuple[str, ...] = ()
    """What it did not look at, in words."""
    coverage: Coverage | None = None
    """How far it saw, where it counts lines."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Files for the package, by their path inside it."""
    wording: tuple[str, ...] = ()
    """Those of the files that say in other words what the others hold: the decision digest leaves them out."""
    holds_until: str = ""
    """Last day on which this holds; empty without an end."""
    sections: tuple[Section, ...] = ()
    """Parts of the explain pack."""
    hands: tuple[str, ...] = ()
    """Tasks for people on site, for the plan."""
    guides: tuple[GuideNote, ...] = ()
    """What guides say, for the plan."""


@dataclass(frozen=True, slots=True)
class Assessor:
    """A check."""

    rank: int
    """Lower ranks are assessed, and shown, first; equal ranks by name."""
    assess: Callable[[Case], Assessed]
    """Judge, pure: the same case gives the same result."""
    ask: Callable[[Case], tuple[Question, ...]] = lambda _: ()
    """What to ask the outside first, pure."""
