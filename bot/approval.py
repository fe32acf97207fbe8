"""Decide whether a pull request is approved: a pure function of the reviews, the package, the rules and the people.

The forge's own word is never taken: it lets the requester approve what a bot opened for him, and keeps approvals of
commits that are no longer there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.approval import Decision
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.approval import ApprovalRules, EarlierPackage, People, ReviewedPackage
    from schemas.forge import Account, PullRequest, Review


@dataclass(frozen=True, slots=True)
class Case:
    """All that the gate looks at, at one moment."""

    pull: PullRequest
    reviews: tuple[Review, ...]
    package: ReviewedPackage | None
    """None: not made yet."""
    rules: ApprovalRules
    people: People
    earlier: tuple[EarlierPackage, ...] = ()
    blocked: tuple[str, ...] = ()
    """What else forbids it, whoever approves."""
    waiting: tuple[str, ...] = ()
    """What else is missing."""
    remarks: tuple[str, ...] = ()
    """What else to know; decides nothing."""


def decide(case: Case) -> Decision:
    """Return the decision for the pull request's head.

    Laws: a review of another head, by an excluded or an ineligible account, never turns it to approved; one more
    required approval never turns it to approved; the order of the reviews does not matter.
    """
    package = case.package if case.package and case.package.head_sha == case.pull.head_sha else None
    spoken = newest(case.reviews)
    counting, remarks = _counting(case, spoken)
    blocked = [*_closed(case.pull), *_objections(case, spoken), *case.blocked]
    waiting: list[str] = [*case.waiting]
    required = case.rules.required
    if package is None:
        of_other = f"; there is one for {case.package.head_sha[:12]}" if case.package else ""
        waiting.append(f"there is no change package for {case.pull.head_sha[:12]} yet{of_other}")
    else:
        required += package.degraded
        blocked += ["the change package has findings that block"] if package.blocking else []
        waiting += _unexplained(package, counting)
    if case.pull.draft:
        waiting.append("the pull request is a draft")
    if len(counting) < required:
        why = ", one of them because the package is degraded" if package and package.degraded else ""
        waiting.append(f"{len(counting)} of {required} approvals{why}")
    waiting += _owners(case.rules, counting)
    return Decision(
        state="blocked" if blocked else "waiting" if waiting else "approved",
        head_sha=case.pull.head_sha,
        digest=package.digest if package else "",
        decision_digest=package.decision_digest if package else "",
        base_sha=case.pull.base_sha,
        policy_digest=digest_of(case.rules.model_dump(mode="json")),
        reviews=tuple(review.id for review in counting),
        approvers=tuple(review.author for review in counting),
        required=required,
        reasons=(*blocked, *waiting, *remarks, *case.remarks),
    )


def newest(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return each account's last word, by name; a comment is none."""
    last: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda each: (each.submitted_at, len(each.id), each.id)):
        if review.state != "commented":
            last[review.author.login.casefold()] = review
    return tuple(last[name] for name in sorted(last))


def _counting(case: Case, spoken: tuple[Review, ...]) -> tuple[list[Review], list[str]]:
    counting: list[Review] = []
    remarks: list[str] = []
    for review in spoken:
        if review.state != "approved":
            continue
        who, head = review.author.login, case.pull.head_sha
        if why := _excluded(case, review):
            remarks.append(f"the approval of {who} does not count: {why}")
        elif review.head_sha == head:
            counting.append(review)
            remarks.append(f"approved by {who} at {head[:12]}")
        elif _carried(case, review):
            counting.append(review)
            remarks.append(f"approved by {who} at {review.head_sha[:12]}, which decided exactly the same")
        else:
            remarks.append(
                f"the approval of {who} does not count: it is for {review.head_sha[:12]}, the head is {head[:12]}"
            )
    return counting, remarks


def _excluded(case: Case, review: Review) -> str:
    people, author = case.people, review.author
    if _program(author, people):
        return "programs cannot approve"
    if author.is_same(case.pull.author):
        return "authors cannot approve their own pull request"
    if people.requester and author.is_same(people.requester):
        return "requesters cannot approve their own change"
    if any(author.is_same(hand) for hand in people.hands):
        return "whoever wrote a part of the change cannot approve it"
    return "" if review.eligible else "the account may not write to the repository"


def _carried(case: Case, review: Review) -> bool:
    if not case.rules.carry_over or case.package is None or case.package.head_sha != case.pull.head_sha:
        return False
    then = {package.decision_digest for package in case.earlier if package.head_sha == review.head_sha}
    return then == {case.package.decision_digest}


def _closed(pull: PullRequest) -> list[str]:
    return [] if pull.state == "open" else [f"the pull request is {pull.state}"]


def _objections(case: Case, spoken: tuple[Review, ...]) -> list[str]:
    """An objection stands, at whatever head, until the same person approves or takes it back."""
    heard = [review for review in spoken if review.state == "changes_requested" and review.eligible]
    heard = [review for review in heard if not _program(review.author, case.people)]
    return [f"{review.author.login} asked for changes at {review.head_sha[:12]}" for review in heard]


def _program(author: Account, people: People) -> bool:
    return author.bot or any(author.is_same(bot) for bot in people.bots)


def _unexplained(package: ReviewedPackage, counting: list[Review]) -> list[str]:
    if not package.degraded or package.degradation_reason.strip() or any(review.body.strip() for review in counting):
        return []
    how = "/gains approve-degraded <reason> in a comment, or a reason in an approving review"
    return [f"the package is degraded and nobody has said why that is accepted ({how})"]


def _owners(rules: ApprovalRules, counting: list[Review]) -> list[str]:
    missing = [
        group
        for group in rules.owners
        if not any(_named(review.author, owner) for owner in group.owners for review in counting)
    ]
    return [
        f"nobody of {group.name} has approved ({', '.join(owner.login for owner in group.owners) or 'no members'})"
        for group in missing
    ]


def _named(author: Account, owner: Account) -> bool:
    """In doubt not the same, because this decides who is let in."""
    if author.id and owner.id:
        return author.id == owner.id
    return author.login.casefold() == owner.login.casefold()
