"""bgp_authentication: both ends of a BGP session use the same secret, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule
from pipeline.consistency.sessions import sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield sessions with a secret on one end only, or with two that can be compared and differ."""
    for one, mine, two, theirs in sessions(after):
        if theirs is None:
            continue
        states = {mine.secret.state, theirs.secret.state}
        if "none" in states and len(states) > 1:
            bare = one.name if mine.secret.state == "none" else two.name
            message = f"the BGP session of {one.name} with {two.name} is authenticated on one end only, not on {bare}"
            yield Problem(message, one.name, mine.line, "it does not come up: set the same secret on both ends")
        elif states == {"known"} and mine.secret.print != theirs.secret.print:
            message = f"the BGP session of {one.name} with {two.name} has another secret on either end"
            yield Problem(message, one.name, mine.line, "it does not come up: set the same secret on both ends")


PLUGIN = Rule("Both ends of a BGP session use the same secret", find)
