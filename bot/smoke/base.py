"""What a smoke test asks for, what it has come to know so far, and what it says of each point."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from bot.ports import Clock

Outcome = Literal["works", "fails", "not looked at"]


OURS = "a fault of the service: report it"
"""What to do where no surroundings can be the cause."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be tried."""

    repository: str
    """The network repository, as the service names it: `<forge>:<id>`."""
    intent: str
    """The intent to submit: its name."""
    content: str
    """Its file."""
    key: str
    """An API key with the scopes read and submit; with approve, too, the job is rejected at the end."""
    metrics_token: str
    """What `/metrics` asks for; empty: nothing."""
    named: str
    """Names this run, and no other."""
    patience: float
    """Seconds to wait for the package."""


@dataclass(slots=True)
class Visit:
    """A visit to the service: the way to it, and what was found on the way."""

    client: httpx.Client
    clock: Clock
    pause: Callable[[float], None]
    asked: Asked
    job: dict[str, Any] = field(default_factory=dict)
    """The job as it was last seen."""
    counted: dict[str, float] = field(default_factory=dict)
    """What was counted before the job."""

    @property
    def caller(self) -> dict[str, str]:
        """Return the headers that say who asks."""
        return {"Authorization": f"Bearer {self.asked.key}"}

    def read(self, path: str) -> Any:
        """Return what the API says there; raise `BrokenError` where that is not 200 with JSON."""
        said = self.client.get(path, headers=self.caller)
        expect(said, 200, path)
        return said.json()


@dataclass(frozen=True, slots=True)
class Point:
    """What was found at one point."""

    name: str
    """Of the point."""
    outcome: Outcome
    text: str
    """What was seen."""
    hint: str
    """What to do; empty where it works."""
    milliseconds: int
    """How long it took."""


class BrokenError(Exception):
    """A point does not work: what was expected, what came, and what to do."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.hint = hint


class NotLookedAtError(Exception):
    """A point cannot be looked at, because of something that is not its own fault."""


def expect(said: httpx.Response, status: int, what: str) -> None:
    """Raise `BrokenError` where an answer has another status, with the problem's own words."""
    if said.status_code == status:
        return
    detail = ""
    if "json" in said.headers.get("content-type", ""):
        body = said.json()
        if isinstance(body, dict):
            detail = f": {body.get('title', '')}: {body.get('detail', '')}".rstrip(": ")
            places = [f"{one.get('at', '')}: {one.get('message', '')}" for one in body.get("errors", ())]
            detail += "".join(f"; {place}" for place in places[:3])
    hints = {
        401: "give a key of this service: `gains keys create smoke --scope read --scope submit --scope approve`",
        403: "the key lacks a scope: read and submit are needed, approve to reject the job afterwards",
        404: "is this the address of the service, and is the repository named as GAINS_REPOSITORIES names it?",
        429: "the key has asked too often; wait a minute",
        503: "look at the service's log and its database",
    }
    raise BrokenError(
        f"{what}: expected {status}, got {said.status_code}{detail}", hints.get(said.status_code, "look at its log")
    )
