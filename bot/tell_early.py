"""Tell a pull request what is found already, while routes and packets of the whole network are still computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.markdown import code, text
from bot.tell import CHECK, COMMENT
from schemas.finding import Severity
from schemas.forge import Check

if TYPE_CHECKING:
    from bot.ports import Desk
    from bot.propose import Proposed
    from schemas.finding import Finding
    from schemas.forge import PullRequest

_MOST = 20
_LATER = (
    "Routes, sessions as they come up, packets and loops are still being computed; this is replaced by the verdict."
)


def tell_early(desk: Desk, pull: PullRequest, done: Proposed) -> None:
    """Say it in the check, which stays pending, and, where something is wrong already, in the comment."""
    found = first_findings(done)
    errors = sum(one.severity is Severity.ERROR for one in found)
    counted = f"{errors} error{'s' if errors > 1 else ''}" if errors else "no error"
    title = f"{counted} so far; routes are still computed"
    body = words(found)
    desk.publish(Check(name=CHECK, head_sha=pull.head_sha, status="pending", title=title, summary=body))
    if errors:
        desk.upsert_comment(pull.number, marker=COMMENT, body=body)


def first_findings(done: Proposed) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful, errors first."""
    every = dict.fromkeys((*done.findings, *(one for package in done.packages for one in package.findings)))
    known = [one for one in every if one.severity is not Severity.INFO]
    return tuple(sorted(known, key=lambda one: one.severity is not Severity.ERROR))


def words(found: tuple[Finding, ...]) -> str:
    """Return the findings as Markdown."""
    out = ["### First findings", ""]
    for one in found[:_MOST]:
        place = f" ({code(str(one.place))})" if one.place else ""
        out.append(f"- {one.severity}: {text(one.advice)}{place}")
    if len(found) > _MOST:
        out.append(f"- and {len(found) - _MOST} more")
    if not found:
        out.append("Nothing is wrong so far with what was read, named and configured at both ends.")
    return "\n".join([*out, "", _LATER, ""])
