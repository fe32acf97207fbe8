"""Compare two evaluations, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from bot.evaluation_text import share, value
from pipeline.errors import InvalidIntentError
from schemas.evaluation import Evaluation

if TYPE_CHECKING:
    from pathlib import Path

    from schemas.evaluation import Figure

State = Literal["same", "better", "worse", "other", "new", "gone"]
"""other: it differs, and neither way is better; new, gone: only one of them has it."""
NOISE = Decimal("1.25")
"""A figure that depends on the machine must differ by this factor before it counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in both."""

    name: str
    before: Figure | None
    after: Figure | None
    state: State

    @property
    def words(self) -> str:
        """Return it as a line for people; what is lacking now and was not before is named."""
        sides = " -> ".join(f"{value(one)} {share(one)}".rstrip() if one else "nothing" for one in self._sides)
        fresh = sorted({*(self.after.missed if self.after else ())} - {*(self.before.missed if self.before else ())})
        return f"{self.state:<6} {self.name}: {sides}" + (f"; lacking now: {', '.join(fresh)}" if fresh else "")

    @property
    def _sides(self) -> tuple[Figure | None, Figure | None]:
        return self.before, self.after


def read(path: Path) -> Evaluation:
    """Return an evaluation that `gains eval --json` wrote; raise `InvalidIntentError` for anything else."""
    try:
        return Evaluation.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InvalidIntentError(f"{path} cannot be read: {error.strerror}", hint="name a file") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(item) for item in first["loc"])
        raise InvalidIntentError(
            f"{path} is no evaluation: {where or 'it'}: {first['msg']}", hint="make one with gains eval --json FILE"
        ) from error


def compare(before: Evaluation, after: Evaluation) -> tuple[Row, ...]:
    """Return a row for every figure of either, by name."""
    one, other = ({item.name: item for item in side.figures} for side in (before, after))
    return tuple(_row(name, one.get(name), other.get(name)) for name in sorted({*one, *other}))


def doubts(before: Evaluation, after: Evaluation) -> tuple[str, ...]:
    """Return why the two cannot simply be put beside each other, in words."""
    out = []
    if before.golden != after.golden:
        out.append(f"the golden sets differ ({before.cases} and {after.cases} cases): shares are of different things")
    a, b = dict(before.about), dict(after.about)
    if {name: a.get(name) for name in ("platform", "python")} != {name: b.get(name) for name in ("platform", "python")}:
        out.append("the machines or the Pythons differ: times say little")
    return tuple(out)


def made_with(before: Evaluation, after: Evaluation) -> tuple[str, ...]:
    """Return what the two were made with where that differs, in words."""
    a, b = dict(before.about), dict(after.about)
    return tuple(
        f"{name}: {a.get(name, 'nothing')} -> {b.get(name, 'nothing')}"
        for name in {**a, **b}
        if a.get(name) != b.get(name)
    )


def _row(name: str, before: Figure | None, after: Figure | None) -> Row:
    if before is None or after is None:
        return Row(name, before, after, "new" if before is None else "gone")
    one, other = _number(before), _number(after)
    if one == other or (after.noisy and max(one, other) < NOISE * min(one, other)):
        return Row(name, before, after, "same")
    if after.better == "neither":
        return Row(name, before, after, "other")
    return Row(name, before, after, "better" if (other > one) == (after.better == "higher") else "worse")


def _number(figure: Figure) -> Decimal:
    """Return the share where it is one (of nothing: all of it), else the value."""
    if not figure.of:
        return Decimal(figure.value)
    return Decimal(figure.value) / Decimal(figure.of) if Decimal(figure.of) else Decimal(1)
