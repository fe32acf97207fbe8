"""The gate: cases in which one fact decides, and laws that no set of reviews may break."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.approval import Case, decide
from schemas.approval import ApprovalRules, EarlierPackage, OwnerGroup, People, ReviewedPackage
from schemas.forge import Account, PullRequest, Review

HEAD, OLD, BASE = "a" * 40, "b" * 40, "c" * 40
DIGEST, SAME, OTHER = (f"sha256:{sign * 64}" for sign in "123")
BEGIN = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
BOT = Account(login="gains[bot]", id="9", bot=True)
PEOPLE = People(requester=Account(login="requester", id="2"), hands=(Account(login="committer"),), bots=(BOT,))


def person(login: str, number: str = "") -> Account:
    return Account(login=login, id=number)


def review(login: str, state: str = "approved", minute: int = 0, **more: Any) -> Review:
    account = more.pop("author", person(login))
    facts = {"id": f"{minute}", "head_sha": HEAD, "eligible": True, "body": "", **more}
    return Review.model_validate(
        {"state": state, "author": account, "submitted_at": BEGIN + timedelta(minutes=minute), **facts}
    )


def pull(**more: Any) -> PullRequest:
    facts = {"number": 1, "title": "t", "body": "", "author": person("author", "1"), "draft": False, "state": "open"}
    where = {"source_branch": "x", "target_branch": "main", "head_sha": HEAD, "base_sha": BASE, "created_at": BEGIN}
    return PullRequest.model_validate({**facts, **where, **more})


def package(**more: Any) -> ReviewedPackage:
    facts = {"head_sha": HEAD, "digest": DIGEST, "decision_digest": SAME, "blocking": False, "degraded": False}
    return ReviewedPackage.model_validate({**facts, **more})


def case(*reviews: Review, required: int = 1, **more: Any) -> Case:
    facts: dict[str, Any] = {"package": package(), "rules": ApprovalRules(required=required), "people": PEOPLE}
    return Case(**{"pull": pull(), "reviews": reviews, **facts, **more})


OWNERS = ApprovalRules(required=1, owners=(OwnerGroup(name="core routers", owners=(person("owner", "5"),)),))
CARRY = ApprovalRules(required=1, carry_over=True)
EARLIER = (EarlierPackage(head_sha=OLD, decision_digest=SAME),)
STALE = review("r", head_sha=OLD)
YES = review("r")

CASES = {
    "one approval of this head": (case(YES), "approved", "approved by r"),
    "nobody": (case(), "waiting", "0 of 1"),
    "two are needed": (case(YES, required=2), "waiting", "1 of 2"),
    "one person twice is one": (case(YES, review("R", minute=1), required=2), "waiting", "1 of 2"),
    "a comment is no approval": (case(review("r", "commented")), "waiting", "0 of 1"),
    "a comment takes nothing back": (case(YES, review("r", "commented", 1)), "approved", "approved by r"),
    "stale": (case(STALE), "waiting", "it is for bbbbbbbbbbbb, the head is aaaaaaaaaaaa"),
    "taken back": (case(YES, review("r", "dismissed", 1)), "waiting", "0 of 1"),
    "the author": (case(review("AUTHOR")), "waiting", "authors cannot"),
    "the author, renamed": (case(review("n", author=person("new", "1"))), "waiting", "authors cannot"),
    "the requester": (case(review("Requester")), "waiting", "requesters cannot"),
    "a committer": (case(review("committer", author=person("Committer", "7"))), "waiting", "a part of the change"),
    "the product": (case(review("b", author=Account(login="b", id="9"))), "waiting", "programs cannot"),
    "some other program": (case(review("ci", author=Account(login="ci", bot=True))), "waiting", "programs cannot"),
    "a passer-by": (case(review("r", eligible=False)), "waiting", "may not write"),
    "objection": (case(YES, review("s", "changes_requested")), "blocked", "s asked for changes"),
    "an old objection": (case(YES, review("s", "changes_requested", head_sha=OLD)), "blocked", "s asked for changes"),
    "objection, then approval": (case(review("r", "changes_requested"), review("r", minute=1)), "approved", "by r"),
    "objection, then a stale approval": (
        case(YES, review("s", "changes_requested"), review("s", minute=1, head_sha=OLD)),
        "approved",
        "the approval of s does not count",
    ),
    "objection taken back": (
        case(YES, review("s", "changes_requested"), review("s", "dismissed", 1)),
        "approved",
        "by r",
    ),
    "the requester's objection": (case(YES, review("requester", "changes_requested")), "blocked", "requester asked"),
    "a passer-by's objection": (case(YES, review("s", "changes_requested", eligible=False)), "approved", "by r"),
    "no package": (case(YES, package=None), "waiting", "no change package"),
    "another head's package": (case(YES, package=package(head_sha=OLD)), "waiting", "there is one for bbbbbbbbbbbb"),
    "findings": (case(YES, package=package(blocking=True)), "blocked", "findings that block"),
    "degraded": (
        case(review("r", body="lab only"), package=package(degraded=True)),
        "waiting",
        "1 of 2 approvals, one of them",
    ),
    "degraded, without a word": (case(YES, review("s"), package=package(degraded=True)), "waiting", "nobody has said"),
    "degraded, accepted": (case(YES, review("s", body="lab only"), package=package(degraded=True)), "approved", "by s"),
    "degraded, explained": (
        case(YES, review("s"), package=package(degraded=True, degradation_reason="lab")),
        "approved",
        "by s",
    ),
    "draft": (case(YES, pull=pull(draft=True)), "waiting", "draft"),
    "merged": (case(YES, pull=pull(state="merged")), "blocked", "is merged"),
    "closed": (case(YES, pull=pull(state="closed")), "blocked", "is closed"),
    "owners": (case(YES, rules=OWNERS), "waiting", "nobody of core routers has approved (owner)"),
    "an owner": (case(review("o", author=person("owner", "5")), rules=OWNERS), "approved", "by owner"),
    "somebody who took the owner's name": (
        case(review("o", author=person("owner", "6")), rules=OWNERS),
        "waiting",
        "nobody of core",
    ),
    "carried over": (case(STALE, rules=CARRY, earlier=EARLIER), "approved", "decided exactly the same"),
    "not carried over unless asked": (case(STALE, earlier=EARLIER), "waiting", "does not count"),
    "not carried over without proof": (case(STALE, rules=CARRY), "waiting", "does not count"),
    "not carried over when it decides another thing": (
        case(STALE, rules=CARRY, earlier=(*EARLIER, EarlierPackage(head_sha=OLD, decision_digest=OTHER))),
        "waiting",
        "does not count",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_fact_decides(name: str) -> None:
    asked, state, reason = CASES[name]
    decision = decide(asked)
    assert decision.state == state
    assert reason in "\n".join(decision.reasons)
    assert decision.head_sha == HEAD


def test_what_is_approved_is_bound_to_the_package() -> None:
    assert decide(case(YES)).digest == DIGEST
    assert decide(case(YES, package=package(head_sha=OLD))).digest == ""


LOGINS = ("author", "requester", "committer", "r", "s", "t")
REVIEWS = st.lists(
    st.builds(
        review,
        st.sampled_from(LOGINS),
        st.sampled_from(["approved", "changes_requested", "commented", "dismissed"]),
        minute=st.integers(0, 99),
        head_sha=st.sampled_from([HEAD, OLD]),
        eligible=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda each: each.submitted_at,
)
PACKAGES = st.builds(package, blocking=st.booleans(), degraded=st.booleans(), head_sha=st.sampled_from([HEAD, OLD]))
ASKED = st.builds(
    lambda reviews, required, made: case(*reviews, required=required, package=made),
    REVIEWS,
    st.integers(1, 3),
    st.none() | PACKAGES,
)


@settings(max_examples=150, deadline=None)
@given(ASKED, st.randoms(use_true_random=False))
def test_the_order_of_reviews_does_not_matter(asked: Case, random: Any) -> None:
    shuffled = list(asked.reviews)
    random.shuffle(shuffled)
    assert decide(replace(asked, reviews=tuple(shuffled))) == decide(asked)


@settings(max_examples=300, deadline=None)
@given(ASKED)
def test_what_is_approved_has_enough_fresh_approvals_of_others_and_a_package(asked: Case) -> None:
    decision = decide(asked)
    fresh = {
        each.author.login
        for each in asked.reviews
        if each.state == "approved" and each.head_sha == HEAD and each.eligible
    } - {"author", "requester", "committer"}
    assert {account.login for account in decision.approvers} <= fresh
    assert len(decision.approvers) == len({account.login for account in decision.approvers})
    if decision.state == "approved":
        made = asked.package
        assert made is not None
        assert made.head_sha == HEAD
        assert not made.blocking
        assert len(decision.approvers) >= asked.rules.required + made.degraded
    else:
        assert decision.reasons


@settings(max_examples=150, deadline=None)
@given(ASKED, st.sampled_from(LOGINS[:3]))
def test_an_approval_of_those_left_out_changes_nothing_but_the_remarks(asked: Case, login: str) -> None:
    silent = tuple(each for each in asked.reviews if each.author.login != login)
    without = decide(replace(asked, reviews=silent))
    added = decide(replace(asked, reviews=(*silent, review(login, minute=200, body="fine"))))
    assert (added.state, added.approvers, added.required) == (without.state, without.approvers, without.required)


@settings(max_examples=150, deadline=None)
@given(ASKED)
def test_asking_for_one_more_never_approves(asked: Case) -> None:
    stricter = replace(asked, rules=ApprovalRules(required=asked.rules.required + 1))
    assert not (decide(stricter).state == "approved" and decide(asked).state != "approved")
