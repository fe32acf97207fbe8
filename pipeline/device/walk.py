"""A list of commands step by step: what each one changed, as facts for the rules that look for hazards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.device.grammar import Grammar, grammar
from pipeline.device.parse import book, parse, shown
from pipeline.device.play import enter
from pipeline.device.prove import Leg
from pipeline.device.tree import find
from schemas.proof import Hazard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.device.model import Edit, Model
    from renderers.behaviour import Behaviour

Direction = Literal["remediation", "rollback"]
Weight = Literal["error", "warning", "info"]
Name = tuple[str, str]
"""Kind and name."""
Site = tuple[str, ...]
"""The line with the headers around it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and what it changed."""

    number: int
    command: str
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class Gap:
    """A use without its definition, from one step to another."""

    name: Name
    site: Site
    step: Step
    removed: bool
    """The definition went; otherwise the use came before it."""
    until: int = 0


@dataclass(slots=True)
class Walk:
    """Everything a rule may look at."""

    grammar: Grammar
    before: Model
    """The configuration before the first command."""
    steps: tuple[Step, ...]
    direction: Direction
    management: str
    """The address that the device is managed by; empty where it is not known."""
    candidate: str = ""
    """The configuration that is wanted, as text; empty where it is not known."""
    gaps: list[Gap] | None = None
    """Uses without their definition, once they were sought."""
    _blocks: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    def lines(self, path: tuple[str, ...]) -> frozenset[str]:
        """Return the lines of a block before the first command."""
        known = self._blocks.get(path)
        if known is None:
            node = find(self.before, path)
            known = self._blocks[path] = frozenset(book(self.before, node).by_text) if node else frozenset()
        return known

    def hazard(self, rule: str, step: Step, message: str, *, until: int = 0, severity: Weight = "warning") -> Hazard:
        """Make a hazard of this walk."""
        return Hazard(
            rule=rule,
            direction=self.direction,
            step=step.number,
            command=step.command.strip(),
            message=message,
            until=until,
            severity=severity,
        )


def walk(
    behaviour: Behaviour,
    running: str,
    commands: Sequence[str],
    direction: Direction,
    management: str,
    candidate: str,
    leg: Leg | None = None,
) -> Walk:
    """Play commands, and return what each of them changed; a leg of a proof says it without playing them again."""
    rules = grammar(behaviour)
    before = shown(running, rules)
    if leg is None:
        model = parse(running, rules)
        _, marks = enter(model, commands, (shown(candidate, rules), before) if candidate else ())
        leg = Leg(tuple(model.journal), marks)
        model.forget()
    starts = (0, *leg.marks)
    steps = tuple(
        Step(number, command, leg.edits[start:end])
        for number, (command, start, end) in enumerate(zip(commands, starts, leg.marks, strict=False), 1)
    )
    if behaviour.atomic and steps:
        steps = (Step(len(steps), steps[-1].command, leg.edits),)
    return Walk(
        rules,
        before,
        steps,
        direction,
        management,
        candidate,
    )
