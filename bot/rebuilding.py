"""Build a branch of the bot's own anew from the base, over commits of people: only where somebody asks for that.

Whoever had a hand in the branch as it was stays a requester: what was written over must not make anybody eligible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import hands
from bot.companion import Wish, bring
from bot.making import PREFIX
from bot.trailers import by_bot
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.ports import Clock, Desk, Repository
    from schemas.forge import Account, PullRequest
    from schemas.workspace import CommitFacts


def rebuild(
    desk: Desk, repository: Repository, pull: PullRequest, who: Account, clock: Clock
) -> tuple[CommitFacts, ...]:
    """Bring the bot's first intent on the branch again, and return the commits of people that are left out of it."""
    if not pull.source_branch.startswith(PREFIX) or pull.fork or not pull.author.is_same(desk.account):
        raise ForgeError(
            f"{pull.source_branch} is not a branch of the bot's",
            hint="push to it yourself; the package is made again for every head",
        )
    if pull.state != "open":
        raise ForgeError(f"pull request {pull.number} is {pull.state}", hint="ask for the intent again")
    common = repository.merge_base(pull.base_sha, pull.head_sha) or pull.base_sha
    history = repository.commits(common, pull.head_sha)
    intent = pull.source_branch.removeprefix(PREFIX)
    path = f"intents/{intent}.yaml"
    first = next((one for one in history if by_bot(one)), None)
    content = repository.read(first.sha, path) if first else None
    if first is None or content is None:
        raise ForgeError(f"no commit of the bot's on {pull.source_branch} brings {path}", hint="ask for it again")
    theirs = tuple(one for one in history if not by_bot(one))
    if theirs:
        touched = (one.login for one in (*hands.hands(theirs), who))
        wish = Wish(
            intent=intent,
            content=content,
            requesters=tuple(dict.fromkeys((*first.trailer(hands.REQUESTER), *touched))),
            target=pull.target_branch,
            why="built anew",
            anew=True,
        )
        bring(desk, repository, wish, clock)
    return theirs
