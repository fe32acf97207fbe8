"""Go through the points in their order; what rests on a point that does not work is not looked at, and that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from bot.smoke import counted, job, package, page, service, trail
from bot.smoke.base import BrokenError, NotLookedAtError, Point, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.smoke.base import Outcome

POINTS: tuple[tuple[str, Callable[[Visit], str], tuple[str, ...]], ...] = (
    ("alive", service.alive, ()),
    ("ready", service.ready, ("alive",)),
    ("documented", service.documented, ("alive",)),
    ("metrics", counted.open_to_us, ("alive",)),
    ("refuses strangers", service.closed, ("ready",)),
    ("knows the key", service.known, ("ready",)),
    ("refuses nonsense", service.strict, ("knows the key",)),
    ("submit", job.submitted, ("knows the key",)),
    ("submit again", job.once, ("submit",)),
    ("follow to the package", job.followed, ("submit",)),
    ("package", package.complete, ("follow to the package",)),
    ("cache", package.cached, ("follow to the package",)),
    ("audit trail", trail.audited, ("submit",)),
    ("counts", counted.counted, ("metrics", "follow to the package")),
    ("page", page.shown, ("submit",)),
    ("take back", job.taken_back, ("submit",)),
)
"""Name, what is tried, and the points that it rests on."""


def smoke(visit: Visit) -> Iterator[Point]:
    """Try each point and say what came of it, as soon as it is known."""
    working: set[str] = set()
    for name, tried, rests_on in POINTS:
        begun = visit.clock.now()
        outcome: Outcome = "works"
        text, hint = "", ""
        if missing := [one for one in rests_on if one not in working]:
            outcome, text = "not looked at", f"because `{missing[0]}` does not work"
        else:
            try:
                text = tried(visit)
                working.add(name)
            except NotLookedAtError as error:
                outcome, text = "not looked at", str(error)
            except BrokenError as error:
                outcome, text, hint = "fails", str(error), error.hint
            except httpx.HTTPError as error:
                outcome, text = "fails", f"no answer: {type(error).__name__}: {error}"
                hint = "is the address right, is the service up, does a proxy or its certificate stand between?"
            except (ValueError, KeyError, TypeError) as error:
                outcome, text = "fails", f"the answer is not of the form that was expected: {error!r}"
                hint = "is something else listening there, or a service of another version?"
        spent = round((visit.clock.now() - begun).total_seconds() * 1000)
        yield Point(name, outcome, text, hint, spent)
