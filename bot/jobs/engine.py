"""What runs steps durably: each run has a name by which it runs once, and a step that ended is not begun again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from schemas.base import Record

StepName = Literal["look", "answer", "judge", "release", "compare", "end"]
RunState = Literal["waiting", "running", "ended", "broken", "unknown"]
"""broken: it ended in an error, or was cancelled; unknown: the engine never heard of it."""


class Step(Record):
    """One step of a run: what it takes to begin it, and all that the step before has left."""

    run: str
    """Name of the run."""
    key: str
    """What is looked at."""
    generation: int
    """How many wishes this look answers."""
    step: StepName
    """What is to be done."""
    job: str = ""
    """Which job."""
    again: bool = False
    """Somebody wants the package to be made again."""
    correlation: str = ""
    """What the request that led here was called."""
    traceparent: str = ""
    """Where it stands in a trace."""

    @property
    def kept(self) -> bool:
        """Whether a run goes on here when its worker is gone: what led to this step is not to be found out again.

        An answer and a judgement come of a look alone, which also shows what of them is done: a look is made once more.
        """
        return self.again or self.step not in ("answer", "judge")


@dataclass(frozen=True, slots=True)
class Run:
    """A run, and how it stands."""

    name: str
    state: RunState
    executor: str = ""
    """Which worker has it."""


Act = Callable[[Step], Step | None]
"""Carries a step out and returns the next, None at the end. It may be killed and begun again: all effects come once."""


class JobEngine(Protocol):
    """Runs steps."""

    def submit(self, first: Step) -> None:
        """Begin a run; of one name there is one, however often it is submitted."""

    def status(self, run: str) -> RunState:
        """Tell how a run stands."""

    def cancel(self, run: str) -> None:
        """Stop a run after the step that it is in."""

    def resume(self, run: str) -> None:
        """Go on with a run that was cancelled, or whose worker is gone."""

    def list(self, state: RunState | None = None) -> tuple[Run, ...]:
        """Return the runs in that state (None: all), by name."""
