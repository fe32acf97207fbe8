"""Answer a pull request from a fork: read its intents, say what is wrong with them, and do nothing else.

Whoever may not write here gets no inventory, no configuration and no commit. Somebody who may can bring exactly one
commit in, by its full name; later pushes of the same author are not trusted for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answered import Answered
from bot.gate import APPROVAL
from bot.making import is_intent, make
from bot.markdown import code, text
from bot.tell import CHECK, COMMENT, about_intents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Desk, Repository
    from schemas.finding import Finding
    from schemas.forge import PullRequest


def answer_fork(desk: Desk, repository: Repository, pull: PullRequest) -> Answered:
    """Say what can be said without looking at the network; nothing is said where no intent is brought."""
    found = make(repository, pull)
    intents = [item.path for item in found.changed if is_intent(item)]
    head = pull.head_sha
    summary = words(found.done.findings, intents, head)
    check = about_intents(head, found.done, summary, frozenset(item.path for item in found.changed))
    touched = bool(intents or found.done.findings)
    title = "from a fork: read only; somebody who may write can bring it in" if touched else "no intent is changed here"
    status = "action_required" if touched else "neutral"
    check = check.model_copy(update={"title": title, "status": check.status if found.done.findings else status})
    if not any(one.head_sha == head and not one.fork for one in desk.pulls()):  # whose word it would take away
        desk.publish(check)
        desk.publish(check.model_copy(update={"name": APPROVAL, "annotations": ()}))
    if touched:
        desk.upsert_comment(pull.number, marker=COMMENT, body=summary)
    assert check.name == CHECK
    return Answered(head, (), check)


def words(findings: Sequence[Finding], intents: Sequence[str], head: str) -> str:
    """Return the comment."""
    out = ["### From a fork: only read", ""]
    out += ["Nothing of the network is looked at for it, and it cannot be merged as it is.", ""]
    out += [f"- {item.severity}: {text(item.advice)} ({code(str(item.place))})" for item in findings]
    if not findings:
        out += [f"- {code(path)} can be read" for path in intents]
    return "\n".join([*out, "", f"Whoever may write here can bring it in: `/gains allow {head}`", ""])
