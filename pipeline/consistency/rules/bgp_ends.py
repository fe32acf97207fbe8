"""bgp_ends: both ends of a BGP session name each other, with each other's AS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule
from pipeline.consistency.sessions import sessions
from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen
    from schemas.joints import PeerJoint


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield sessions with one end only, and ends that expect another AS than the other one has."""
    for one, mine, two, theirs in sessions(after):
        if theirs is None:
            message = (
                f"{one.name} has a BGP neighbour {mine.neighbor}, which is {two.name}, but {two.name} has none back"
            )
            hint = "the session does not come up: configure the other end too, or start it from the address it expects"
            yield Problem(message, one.name, mine.line, hint, Severity.WARNING)
            continue
        for here, peer, there in ((one, mine, two), (two, theirs, one)):
            wrong = _wrong(here, peer, there)
            if wrong:
                yield Problem(wrong, here.name, peer.line, "the session does not come up: correct remote-as")


def _wrong(here: Seen, peer: PeerJoint, there: Seen) -> str:
    says, has = peer.remote_as, there.joints.local_as
    says = here.joints.local_as if says == "internal" else says
    if not says or not has or not _number(says) or not _number(has) or _number(says) == _number(has):
        return ""
    return f"{here.name} expects AS {says} at {peer.neighbor}, which is {there.name} in AS {has}"


def _number(asn: str) -> int:
    high, _, low = asn.partition(".")
    if not high.isdecimal() or (low and not low.isdecimal()):
        return 0
    return int(high) * 65536 + int(low) if low else int(high)


PLUGIN = Rule("Both ends of a BGP session name each other and each other's AS", find)
