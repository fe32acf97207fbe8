"""The contract of `Forge`, `Reviews` and `Reports`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from bot.ports import HeadMovedError, NotFoundError, NotMergeableError
from pipeline.errors import ForgeError
from schemas.forge import Annotation, Check, NewPull, NewReview, PullEdit

if TYPE_CHECKING:
    from bot.ports import Desk
    from tests.contracts.rigs import Rig

APPROVED: Literal["approved"] = "approved"


def check(head_sha: str, **more: object) -> Check:
    facts = {"name": "gains", "head_sha": head_sha, "status": "success", "title": "t"}
    return Check.model_validate({**facts, **more})


def refusals(forge: Desk, number: int) -> None:
    head = "a" * 40
    for ask in (
        lambda: forge.pull(number),
        lambda: forge.edit_pull(number, PullEdit(title="t")),
        lambda: forge.merge(number, head_sha=head, message="m\n"),
        lambda: forge.reviews(number),
        lambda: forge.add_review(number, NewReview(state=APPROVED, head_sha=head)),
        lambda: forge.comments(number),
        lambda: forge.add_comment(number, "hi"),
        lambda: forge.upsert_comment(number, marker="m", body="hi"),
    ):
        with pytest.raises(NotFoundError):
            ask()


def test_a_pull_request_is_what_was_asked_for(rig: Rig) -> None:
    head = rig.push("x", {"a": b"1"})
    forge = rig.forge("author")
    new = NewPull(title="Add a", source_branch="x", target_branch="main", body="why\n", draft=True)
    pull = forge.open_pull(new)
    assert (pull.number, pull.title, pull.body, pull.draft, pull.state) == (1, "Add a", "why\n", True, "open")
    assert (pull.author.login, pull.head_sha, pull.base_sha) == ("author", head, rig.main)
    assert forge.pull(1) == pull
    assert forge.account.login == "author"
    assert rig.forge("other").pulls() == (pull,)


def test_pull_requests_are_numbered_and_listed_in_order(rig: Rig) -> None:
    for number in range(1, 12):
        assert rig.opened(f"b{number}").number == number
    forge = rig.forge("other")
    forge.edit_pull(3, PullEdit(state="closed"))
    forge.merge(5, head_sha=forge.pull(5).head_sha, message="m\n")
    assert [pull.number for pull in forge.pulls()] == [1, 2, 4, 6, 7, 8, 9, 10, 11]
    assert [pull.number for pull in forge.pulls("closed")] == [3]
    assert [pull.number for pull in forge.pulls("merged")] == [5]
    assert len(forge.pulls(None)) == 11


@pytest.mark.parametrize(("source", "target"), [("none", "main"), ("x", "none"), ("..", "main"), ("-x", "main")])
def test_no_pull_request_without_its_branches(rig: Rig, source: str, target: str) -> None:
    rig.push("x", {"a": b"1"})
    with pytest.raises(NotFoundError):
        rig.forge("author").open_pull(NewPull(title="t", source_branch=source, target_branch=target))
    assert rig.forge("author").pulls(None) == ()


def test_no_second_pull_request_for_the_same_branches_and_none_for_nothing(rig: Rig) -> None:
    rig.opened("x")
    rig.push("empty", {})
    for branch in ("x", "empty", "main"):
        with pytest.raises(ForgeError):
            rig.forge("other").open_pull(NewPull(title="t", source_branch=branch, target_branch="main"))
    rig.forge("other").edit_pull(1, PullEdit(state="closed"))
    second = rig.forge("other").open_pull(NewPull(title="t", source_branch="x", target_branch="main"))
    assert second.number == 2
    with pytest.raises(ForgeError):
        rig.forge("other").edit_pull(1, PullEdit(state="open"))


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_what_does_not_exist_is_said(rig: Rig, number: int) -> None:
    rig.opened()
    refusals(rig.forge("other"), number)


def test_head_and_base_follow_the_branches_while_it_is_open(rig: Rig) -> None:
    first, forge = rig.opened("x"), rig.forge("other")
    head = rig.push("x", {"more": b"1"})
    assert forge.pull(1).head_sha == head != first.head_sha
    other = rig.opened("y")
    merged = forge.merge(other.number, head_sha=other.head_sha, message="m\n")
    assert forge.pull(1).base_sha == rig.main == merged.merged_sha
    forge.edit_pull(1, PullEdit(state="closed"))
    rig.push("x", {"more": b"2"})
    assert forge.pull(1).head_sha == head
    assert forge.edit_pull(1, PullEdit(state="open")).head_sha == rig.repository.head("x")


def test_editing_changes_what_is_named(rig: Rig) -> None:
    before, forge = rig.opened(), rig.forge("other")
    after = forge.edit_pull(1, PullEdit(title="new", labels=("b", "a", "b"), draft=True))
    assert after == before.model_copy(update={"title": "new", "labels": ("a", "b"), "draft": True})
    assert forge.edit_pull(1, PullEdit(body="", labels=(), draft=False)).labels == ()
    assert forge.pull(1).title == "new"


def test_reviews_are_kept_with_who_what_and_which_commit(rig: Rig) -> None:
    head, forge = rig.opened().head_sha, rig.forge("reviewer")
    given = forge.add_review(1, NewReview(state="changes_requested", head_sha=head, body="no"))
    rig.forge("other").add_review(1, NewReview(state=APPROVED, head_sha=head))
    assert given.author.login == "reviewer"
    words = "" if "review-words" in rig.lacks else "no"
    assert forge.reviews(1)[0] == given.model_copy(update={"body": words})
    found = [(each.author.login, each.state, each.head_sha, each.body) for each in forge.reviews(1)]
    assert found == [("reviewer", "changes_requested", head, words), ("other", "approved", head, "")]
    one, two = forge.reviews(1)
    assert one.submitted_at <= two.submitted_at
    assert one.id != two.id


def test_a_review_of_another_commit_than_the_head_is_refused_and_an_old_one_stays_as_it_was(rig: Rig) -> None:
    old, forge = rig.opened("x").head_sha, rig.forge("reviewer")
    given = forge.add_review(1, NewReview(state=APPROVED, head_sha=old))
    rig.push("x", {"more": b"1"})
    with pytest.raises(HeadMovedError):
        forge.add_review(1, NewReview(state=APPROVED, head_sha=old))
    assert forge.reviews(1) == (given,)


def test_an_approval_is_taken_back_and_another_one_counts(rig: Rig) -> None:
    old, reviewer, bot = rig.opened("x").head_sha, rig.forge("reviewer"), rig.forge("bot")
    reviewer.add_review(1, NewReview(state=APPROVED, head_sha=old))
    head = rig.push("x", {"more": b"1"})
    (given,) = bot.reviews(1)
    assert bot.take_back(1, given, f"the head moved from {old} to {head}")
    (gone,) = bot.reviews(1)
    assert (gone.state, gone.author.login, gone.head_sha) == ("dismissed", "reviewer", old)
    again = reviewer.add_review(1, NewReview(state=APPROVED, head_sha=head))
    assert [(one.id, one.head_sha) for one in bot.reviews(1) if one.state == "approved"] == [(again.id, head)]
    with pytest.raises(NotFoundError):
        bot.take_back(99, given, "why")


def test_whoever_set_a_label_is_told(rig: Rig) -> None:
    rig.opened()
    author, other = rig.forge("author"), rig.forge("other")
    author.edit_pull(1, PullEdit(labels=("a",)))
    other.edit_pull(1, PullEdit(labels=("a", "b")))

    def setter(label: str) -> str | None:
        who = author.labelled(1, label)
        return who.login if who else None

    assert [setter(label) for label in ("a", "b", "none")] == ["author", "other", None]
    other.edit_pull(1, PullEdit(labels=("b",)))
    assert setter("a") is None
    other.edit_pull(1, PullEdit(labels=("a", "b")))
    assert setter("a") == "other"


def test_authors_may_say_that_they_approve_because_the_gate_decides(rig: Rig) -> None:
    head = rig.opened().head_sha
    own = NewReview(state=APPROVED, head_sha=head)
    if "self-approval" in rig.lacks:
        with pytest.raises(ForgeError):
            rig.forge("author").add_review(1, own)
        assert rig.forge("author").reviews(1) == ()
    else:
        assert rig.forge("author").add_review(1, own).author.login == "author"


def test_there_is_one_check_per_commit_and_name(rig: Rig) -> None:
    head, forge = rig.opened().head_sha, rig.forge("bot")
    marks = (Annotation(path="intents/x.yaml", line=3, level="failure", message="no such VLAN"),)
    forge.publish(check(head, status="pending"))
    forge.publish(check(head, name="a-first"))
    forge.publish(check(head, status="failure", annotations=marks))
    assert [(each.name, each.status) for each in forge.checks(head)] == [("a-first", "success"), ("gains", "failure")]
    assert forge.checks(head)[1].annotations == (() if "annotations" in rig.lacks else marks)
    assert forge.checks(rig.main) == ()
    with pytest.raises(NotFoundError):
        forge.publish(check("a" * 40))


def test_a_check_leads_to_the_page_of_its_job(rig: Rig) -> None:
    head, forge = rig.opened().head_sha, rig.forge("bot")
    page = "https://gains.example.net/jobs/job-0f3b6c1a9d2e4f5061728394"
    forge.publish(check(head, url=page))
    forge.publish(check(head, name="other"))
    assert [(each.name, each.url) for each in forge.checks(head)] == [("gains", page), ("other", "")]


def test_a_new_comment_does_not_look_edited(rig: Rig) -> None:
    rig.opened()
    forge = rig.forge("other")
    for _ in range(10):
        made = forge.add_comment(1, "words")
        assert made.edited_at == made.created_at
    assert all(one.edited_at == one.created_at for one in forge.comments(1))


def test_a_marked_comment_is_written_once_and_edited(rig: Rig) -> None:
    rig.opened()
    bot, other = rig.forge("bot"), rig.forge("other")
    first = bot.upsert_comment(1, marker="gains", body="one")
    spoofed = other.upsert_comment(1, marker="gains", body="forged")
    second = bot.upsert_comment(1, marker="gains", body="two")
    assert (second.id, second.created_at) == (first.id, first.created_at)
    assert second.edited_at >= first.edited_at
    assert bot.upsert_comment(1, marker="gains", body="two") == second
    assert bot.upsert_comment(1, marker="else", body="two").id != first.id
    assert [comment.body for comment in bot.comments(1)] == ["two", "forged", "two"]
    assert bot.comments(1)[1] == spoofed


def test_comments_of_people_are_kept_in_order(rig: Rig) -> None:
    rig.opened()
    rig.forge("one").add_comment(1, "/gains help")
    rig.forge("two").add_comment(1, "häßlich \u2028 <!-- gains -->\n")
    found = [(each.author.login, each.body, each.marker) for each in rig.forge("one").comments(1)]
    assert found == [("one", "/gains help", ""), ("two", "häßlich \u2028 <!-- gains -->\n", "")]


def test_a_merge_brings_both_sides_together(rig: Rig) -> None:
    one, two, forge = rig.opened("one"), rig.opened("two"), rig.forge("other")
    before = rig.main
    forge.merge(one.number, head_sha=one.head_sha, message="Merge one\n")
    merged = forge.merge(two.number, head_sha=two.head_sha, message="Merge two\n")
    assert (merged.state, merged.merged_sha, merged.head_sha) == ("merged", rig.main, two.head_sha)
    assert forge.pull(two.number) == merged
    assert [each.path for each in rig.repository.changed(before, rig.main)] == ["intents/one.yaml", "intents/two.yaml"]
    assert rig.repository.merge_base(two.head_sha, rig.main) == two.head_sha
    rig.push("two", {"later": b"1"})
    assert forge.pull(two.number) == merged


def refused(rig: Rig, number: int, head_sha: str, error: type[ForgeError]) -> None:
    """Try to merge, and see that nothing happened."""
    before, state = rig.main, rig.forge("other").pull(number)
    with pytest.raises(error):
        rig.forge("other").merge(number, head_sha=head_sha, message="m\n")
    assert rig.main == before
    assert rig.forge("other").pull(number) == state


def test_no_merge_of_a_head_that_moved(rig: Rig) -> None:
    old = rig.opened("x").head_sha
    rig.push("x", {"more": b"1"})
    refused(rig, 1, old, HeadMovedError)
    refused(rig, 1, rig.main, HeadMovedError)


def test_no_merge_of_a_conflict(rig: Rig) -> None:
    for branch in ("one", "two"):
        rig.opened(branch, {"configs/a.cfg": f"hostname {branch}\n".encode()})
    forge = rig.forge("other")
    forge.merge(1, head_sha=forge.pull(1).head_sha, message="m\n")
    refused(rig, 2, forge.pull(2).head_sha, NotMergeableError)
    said = None if "conflict-files" in rig.lacks else r"configs/a\.cfg"
    with pytest.raises(NotMergeableError, match=said):
        forge.merge(2, head_sha=forge.pull(2).head_sha, message="m\n")


def test_no_merge_of_a_draft_or_of_what_is_no_longer_open(rig: Rig) -> None:
    head, forge = rig.opened().head_sha, rig.forge("other")
    forge.edit_pull(1, PullEdit(draft=True))
    refused(rig, 1, head, NotMergeableError)
    forge.edit_pull(1, PullEdit(draft=False, state="closed"))
    refused(rig, 1, head, NotMergeableError)
    forge.edit_pull(1, PullEdit(state="open"))
    forge.merge(1, head_sha=head, message="m\n")
    refused(rig, 1, head, NotMergeableError)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_what_is_merged_stays_merged(rig: Rig, state: Literal["open", "closed"]) -> None:
    head, forge = rig.opened().head_sha, rig.forge("other")
    merged = forge.merge(1, head_sha=head, message="m\n")
    with pytest.raises(ForgeError):
        forge.edit_pull(1, PullEdit(state=state))
    assert forge.edit_pull(1, PullEdit(title="new")) == merged.model_copy(update={"title": "new"})
