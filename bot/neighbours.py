"""Look at the other open pull requests: which of them change the same devices, or are given the same from pools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.making import is_intent
from bot.overlap import Reach, overlaps, sent
from bot.touched import allocated, planned
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.overlap import Overlap
    from bot.ports import Desk, Repository
    from schemas.forge import PullRequest

MOST = 100
"""So many open pull requests are looked at; with more, the newest."""


_MOST_KEPT = 4096
_KEPT: dict[tuple[str, str], Reach] = {}
"""What heads reach, by base and head: commits never change, so that neither does this; each job asks for all."""


def reached(repository: Repository, pull: PullRequest) -> Reach:
    """Return what a pull request changes and is given, as its head says; it binds nobody."""
    commits = (pull.base_sha, pull.head_sha)
    found = _KEPT.get(commits)
    if found is None:
        found = _reached(repository, pull)
        if found is None:  # gone, or not to be read: it may be there the next time
            return Reach()
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[commits] = found
    return found


def _reached(repository: Repository, pull: PullRequest) -> Reach | None:
    try:
        common = repository.merge_base(pull.base_sha, pull.head_sha) or pull.base_sha
        intents = [item.path for item in repository.changed(common, pull.head_sha) if is_intent(item)]
        names = [path.removeprefix("intents/").removesuffix(".yaml") for path in intents]
        plans = repository.read_all(pull.head_sha, [f"changes/{name}/change-plan.json" for name in names])
        given = repository.read_all(pull.head_sha, [f"changes/{name}/allocations.json" for name in names])
        candidates = repository.read_all(pull.head_sha, [f"changes/{name}/candidates.json" for name in names])
    except WorkspaceError:
        return None
    things = frozenset({name for plan in plans.values() for name in planned(plan)})
    return Reach(things.union(*map(allocated, given.values())), frozenset().union(*map(sent, candidates.values())))


def neighbours(desk: Desk, pull: PullRequest) -> tuple[PullRequest, ...]:
    """Return the other open pull requests into the same branch."""
    return tuple(one for one in desk.pulls() if one.number != pull.number and one.target_branch == pull.target_branch)


def twins(pull: PullRequest, others: Sequence[PullRequest]) -> tuple[str, ...]:
    """Say which others bring the same commit: a check belongs to a commit, so that one's word would be the other's."""
    same = [one.number for one in others if one.head_sha == pull.head_sha and not one.fork]
    why = "brings the same commit; the word about one would count for both: close one"
    return tuple(f"#{number} {why}" for number in same)


def overlapping(repository: Repository, others: Sequence[PullRequest], mine: Reach) -> dict[int, Overlap]:
    """Return what other open pull requests change or are given, too, by their numbers."""
    return overlaps(mine, {one.number: reached(repository, one) for one in others[-MOST:] if not one.fork})
