"""Say in a pull request what its change of knowledge or policies would do: a check and a comment of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.files import Commit
from bot.impact import impact
from bot.impact_words import headline, markdown
from bot.knowledge_changes import rules_of
from bot.markdown import cut
from bot.remembered import Overlaid
from bot.tell import MOST_ANNOTATIONS, MOST_SUMMARY, remarks
from schemas.finding import Severity
from schemas.forge import Check

if TYPE_CHECKING:
    from bot.making import Made
    from bot.ports import Desk, Repository
    from schemas.impact import Impact

KNOWLEDGE = "gains/knowledge"
"""The check, and with a dash the comment's marker: what of the network a change of knowledge reaches."""
MARKER = "gains-knowledge"
MOST = 100
"""Intents that are made for it: a job must end. `gains knowledge impact` looks at as many as one asks for."""


def tell_impact(desk: Desk, repository: Repository, made: Made) -> Check | None:
    """Publish check and comment where the pull request changes knowledge or policies; None where it does not.

    It decides nothing: what is not sound blocks by the check of the intents, too.
    """
    paths = frozenset(item.path for item in made.changed)
    mine = rules_of(made.changed)
    if not mine:
        if any(one.marker == MARKER and one.author.is_same(desk.account) for one in desk.comments(made.pull.number)):
            body = "No knowledge and no policy is changed here any more.\n"
            desk.upsert_comment(made.pull.number, marker=MARKER, body=body)
        return None
    base = Commit(repository, made.pull.base_sha)
    found = impact(base, Overlaid(base, Commit(repository, made.pull.head_sha), mine), MOST, made.rules)
    check = Check(
        name=KNOWLEDGE,
        head_sha=made.pull.head_sha,
        status=_status(found),
        title=cut(headline(found), 130),
        summary=markdown(found, MOST_SUMMARY),
        annotations=remarks(list(found.findings), paths)[:MOST_ANNOTATIONS],
    )
    desk.publish(check)
    desk.upsert_comment(made.pull.number, marker=MARKER, body=markdown(found))
    return check


def _status(found: Impact) -> Literal["success", "failure", "neutral"]:
    """Return success only where everything was looked at and nothing would be otherwise."""
    if any(one.severity is Severity.ERROR for one in found.findings):
        return "failure"
    whole = not (found.left_out or found.unread)
    return "success" if whole and not any(one.differs for one in found.intents) else "neutral"
