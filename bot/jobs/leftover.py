"""Delete the bot's own branch where its pull request was closed without a merge: it would stand there for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.making import PREFIX
from bot.trailers import by_bot

if TYPE_CHECKING:
    from bot.ports import Desk, Repository
    from schemas.forge import PullRequest


def clear(desk: Desk, repository: Repository, pull: PullRequest) -> bool:
    """Delete the branch and return True, where nothing of anybody else is lost and nobody uses it.

    It stays where a person has a commit on it, where it moved since, and where another open pull request brings it.
    """
    branch = pull.source_branch
    if pull.state != "closed" or pull.fork or not branch.startswith(PREFIX) or not pull.author.is_same(desk.account):
        return False
    if repository.head(branch) != pull.head_sha or any(one.source_branch == branch for one in desk.pulls()):
        return False
    if not all(by_bot(one) for one in repository.commits(pull.base_sha, pull.head_sha)):
        return False
    repository.delete(branch, expected_head=pull.head_sha)
    return True
