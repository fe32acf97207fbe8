"""Make the packages of a pull request: intents from its head, everything else from its base."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering import nobody
from bot.files import Commit
from bot.guard import refused
from bot.impact import doubts
from bot.knowledge_changes import rules_of
from bot.propose import Proposed, propose_intents
from bot.remembered import Overlaid
from pipeline.load import load
from schemas.finding import Finding, Place, Severity, ordered

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering import Answering
    from bot.ports import Repository
    from schemas.forge import PullRequest
    from schemas.workspace import ChangedFile


PREFIX = "gains/"
"""Branches of the bot's own: `gains/<intent>`."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a pull request as it was at one moment."""

    pull: PullRequest
    common: str
    """Where its branch left the base."""
    changed: tuple[ChangedFile, ...]
    """What it changes, as git tells it: no forge's list that is cut somewhere."""
    done: Proposed
    rules: tuple[Finding, ...] = ()
    """What there is to say of knowledge and policies that it changes; nothing where it changes none."""


def make(
    repository: Repository,
    pull: PullRequest,
    answering: Answering = nobody,
    early: Callable[[Proposed], None] | None = None,
) -> Made:
    """Make the packages of the intents that a pull request adds or changes.

    What comes from a fork is only read: no inventory, no configuration, no question to anybody. `early` is told what
    can be said before an answer is there that takes long.
    """
    common = repository.merge_base(pull.base_sha, pull.head_sha) or pull.base_sha
    changed = repository.changed(common, pull.head_sha)
    intents = [item.path for item in changed if is_intent(item)]
    asked = f"intents/{pull.source_branch.removeprefix(PREFIX)}.yaml"
    if pull.source_branch.startswith(PREFIX) and asked not in intents and repository.read(pull.head_sha, asked):
        intents.append(asked)  # it is on the base already, and the bot's branch brings its package
    names = frozenset(path.removeprefix("intents/").removesuffix(".yaml") for path in intents)
    paths = [entry.path for entry in repository.entries(pull.head_sha)]
    wrong = refused(changed, names, paths)
    head = Commit(repository, pull.head_sha)
    rules: tuple[Finding, ...] = ()
    if pull.fork:
        found = [item for path in intents for item in load(path, head.read(path) or b"").findings]
        done = Proposed((), None, tuple(found))
    else:
        base = Commit(repository, pull.base_sha)
        rules = _rules(base, head, changed)
        wrong = (*wrong, *(one for one in rules if one.severity is Severity.ERROR), *_apart(base, changed, intents))
        done = propose_intents(base, head, intents, answering, requester=pull.author.login, early=early)
    return Made(pull, common, changed, replace(done, findings=ordered((*wrong, *done.findings))), rules)


def _rules(base: Commit, head: Commit, changed: tuple[ChangedFile, ...]) -> tuple[Finding, ...]:
    """Return what there is to say of knowledge and policies that change: an error, merged, would block all others."""
    mine = rules_of(changed)
    return doubts(base, Overlaid(base, head, mine)) if mine else ()


def _apart(base: Commit, changed: tuple[ChangedFile, ...], intents: list[str]) -> tuple[Finding, ...]:
    """Refuse knowledge that changes beside an intent: the intent would be made with what held before."""
    mine = [path for path in rules_of(changed) if path.casefold().startswith("knowledge/")]
    if not mine or not intents:
        return ()
    first = min(mine)
    message = f"{first} changes together with {intents[0]}, which is made with the knowledge of {base.commit[:12]}"
    hint = "use a pull request of its own, and bring the intent afterwards"
    place = Place(file=first)
    return (Finding(rule="knowledge-apart", severity=Severity.ERROR, message=message, place=place, hint=hint),)


def is_intent(item: ChangedFile) -> bool:
    """Tell whether a changed file is an intent to be worked on."""
    plain = item.kind == "file" and item.change != "deleted"
    return plain and item.path.startswith("intents/") and item.path.endswith(".yaml") and item.path.count("/") == 1
