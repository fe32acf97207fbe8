"""Attacks on gate, commands, owners, files and rendering, one fact each: every one passes if its guard is removed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.approval import Case, decide
from bot.codeowners import UnreadableError, matches, owners, parse
from bot.comment_commands import Command
from bot.comment_commands import parse as command
from bot.companion import Wish, bring
from bot.guard import refused
from bot.hands import hands
from bot.markdown import block, code, text
from bot.protection import guarded
from bot.rebuilding import rebuild
from bot.rules import Touched, sensitive, wanted
from bot.said import DEGRADED, degradation, mark, rejections
from bot.trailers import with_trailers
from pipeline.errors import ForgeError
from schemas.approval import ApprovalRules, OwnerGroup, People, ReviewedPackage
from schemas.forge import Account, Comment, NewPull, Protection, PullRequest, RequiredCheck, Review
from schemas.settings import Approval
from schemas.workspace import Author, ChangedFile, CommitFacts, NewCommit
from tests.fakes.clock import FakeClock
from tests.fakes.forge import FakeForge
from tests.fakes.workspace import FakeRepository

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD, OLD = "a" * 40, "b" * 40
DAY = datetime(2026, 12, 1, tzinfo=UTC)
SHA256 = "sha256:" + "1" * 64
BOT = Account(login="gains-bot", id="99", bot=True)


def who(login: str, number: str = "", *, bot: bool = False) -> Account:
    return Account(login=login, id=number, bot=bot)


def commit(name: str = "x", mail: str = "x@example.net", message: str = "m\n") -> CommitFacts:
    return CommitFacts(
        sha=HEAD, parents=(), author=(name, mail), committer=("y", "y@example.net"), message=message, when=DAY
    )


def review(author: Account, **more: Any) -> Review:
    facts = {"id": "1", "state": "approved", "head_sha": HEAD, "eligible": True, "submitted_at": DAY, "author": author}
    return Review.model_validate({**facts, **more})


def state(*reviews: Review, **more: Any) -> str:
    pull = PullRequest(
        number=1, title="t", body="", author=who("author", "1"), source_branch="x", target_branch="main",
        head_sha=HEAD, base_sha=OLD, state="open", draft=False, created_at=DAY,
    )  # fmt: skip
    package = ReviewedPackage(head_sha=HEAD, digest=SHA256, decision_digest=SHA256, blocking=False, degraded=False)
    facts: dict[str, Any] = {"package": package, "rules": ApprovalRules(required=1), "people": People(bots=(BOT,))}
    return decide(Case(**{"pull": pull, "reviews": reviews, **facts, **more})).state


def by(*commits: CommitFacts) -> People:
    return People(hands=hands(commits), bots=(BOT,))


GATE: dict[str, Callable[[], str]] = {
    "the author approves": lambda: state(review(who("author", "1"))),
    "the author approves under a new name": lambda: state(review(who("renamed", "1"))),
    "the author approves in capitals": lambda: state(review(who("AUTHOR"))),
    "the requester approves what the bot opened": lambda: state(review(who("r")), people=People(requester=who("r"))),
    "the committer approves": lambda: state(review(who("mallory")), people=by(commit("Mallory"))),
    "the committer hides behind a name with blanks": lambda: state(review(who("eve-x")), people=by(commit("Eve X"))),
    "the committer is known by mail only": lambda: state(review(who("eve")), people=by(commit("Q", "eve@example.net"))),
    "the committer uses a hidden mail": lambda: state(
        review(who("z", "7")), people=by(commit("Q", "7+eve@users.noreply.example.net"))
    ),
    "a co-author approves": lambda: state(
        review(who("eve")), people=by(commit(message="m\n\nCo-authored-by: E <eve@example.net>\n"))
    ),
    "a co-author in small letters": lambda: state(
        review(who("eve")), people=by(commit(message="m\n\nco-AUTHORED-by: Eve <e@example.net>\n"))
    ),
    "whoever signed it off approves": lambda: state(
        review(who("eve")), people=by(commit(message="m\n\nSigned-off-by: eve <e@example.net>\n"))
    ),
    "the requester of a companion approves": lambda: state(
        review(who("eve")), people=by(commit(message="m\n\nGains-Requester: eve\n"))
    ),
    "the product approves itself": lambda: state(review(BOT)),
    "another program approves": lambda: state(review(who("ci", bot=True))),
    "a passer-by approves": lambda: state(review(who("p"), eligible=False)),
    "an approval of an older head": lambda: state(review(who("r"), head_sha=OLD)),
    "an approval, then a push": lambda: state(review(who("r"), head_sha=OLD), review(who("r"), head_sha=OLD, id="2")),
    "approved twice by one": lambda: state(review(who("r")), review(who("R"), id="2"), rules=ApprovalRules(required=2)),
    "an approval before there is a package": lambda: state(review(who("r")), package=None),
    "an objection is talked over by somebody else": lambda: state(
        review(who("r")), review(who("s"), state="changes_requested", id="2")
    ),
    "an owner's name taken by another account": lambda: state(
        review(who("owner", "6")),
        rules=ApprovalRules(required=1, owners=(OwnerGroup(name="g", owners=(who("owner", "5"),)),)),
    ),
    "owners that open to nobody": lambda: state(
        review(who("r")), rules=ApprovalRules(required=1, owners=(OwnerGroup(name="g", owners=()),))
    ),
    "no protection of the branch": lambda: state(review(who("r")), blocked=("main is not protected",)),
    "a stale package": lambda: state(review(who("r")), waiting=("it is made again",)),
}


def test_the_gate_does_approve_what_is_right() -> None:
    assert state(review(who("r"))) == "approved"


@pytest.mark.parametrize("name", GATE)
def test_the_gate_is_not_talked_into_it(name: str) -> None:
    assert GATE[name]() != "approved"


def comment(body: str, **more: Any) -> Comment:
    facts = {"id": "1", "author": who("r"), "body": body, "created_at": DAY, "edited_at": DAY}
    return Comment.model_validate({**facts, **more})


COMMANDS = {
    "quoted": "> /gains replan",
    "indented": "    /gains replan",
    "in a block of code": "```\n/gains replan\n```",
    "in a longer block": "````\n```\n/gains replan\n````",
    "in a tilde block": "~~~\n/gains replan\n~~~",
    "in a sentence": "please /gains replan",
    "with more words": "/gains replan; rm -rf /",
    "with an option": "/gains replan --force",
    "two at once": "/gains replan\n/gains reject no good",
    "another letter that looks alike": "/gаins replan",
    "capitals": "/GAINS REPLAN",
    "a path for a device": "/gains explain ../../etc/passwd:1",
    "a line that is none": "/gains explain r1:-1",
    "a device with an option": "/gains explain -x:1",
    "a shortened commit": "/gains allow abcdef1",
    "a branch for a commit": "/gains allow main",
    "no reason": "/gains approve-degraded ",
    "a reason of blanks": "/gains approve-degraded    ",
    "approval by comment": "/gains approve",
    "a carriage return inside": "/gains replan\rx",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_no_command_is_not_heard(name: str) -> None:
    assert not isinstance(command(comment(COMMANDS[name])), Command)


def test_commands_are_heard_once_and_unedited() -> None:
    assert command(comment("hello\r\n/gains replan\r\n")) == Command("replan")
    assert not isinstance(command(comment("/gains replan", edited_at=DAY + timedelta(seconds=1))), Command)
    assert command(comment("/gains replan", marker="gains")) is None


def test_only_the_bots_own_notes_of_a_head_count() -> None:
    note = comment("lab only\n", marker=mark(DEGRADED, HEAD, "r"), author=BOT)
    assert degradation([note], BOT, HEAD) == "r: lab only"
    assert degradation([note.model_copy(update={"author": who("eve")})], BOT, HEAD) == ""
    assert degradation([note], BOT, OLD) == ""
    assert rejections([note], BOT, HEAD) == ()


def changed(path: str, kind: str = "file", change: str = "added") -> ChangedFile:
    return ChangedFile.model_validate({"path": path, "kind": kind, "change": change})


FILES = {
    "a link": changed("intents/x.yaml", "symlink"),
    "a link elsewhere": changed("docs/x", "symlink"),
    "a submodule": changed("lib", "submodule"),
    "a name that is refused": changed("a/../b", "refused"),
    "an executable intent": changed("intents/x.yaml", "executable"),
    "somebody else's package": changed("changes/other/manifest.json"),
    "a file beside the packages": changed("changes/x.json"),
    "deleting somebody else's package": changed("changes/other/manifest.json", change="modified"),
    "an intent in a folder": changed("intents/a/x.yaml"),
    "an intent by another ending": changed("intents/x.yml"),
    "deleting an intent": changed("intents/x.yaml", change="deleted"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_must_not_be_in_a_pull_request_is_found(name: str) -> None:
    assert refused([FILES[name]], frozenset({"x"}), [FILES[name].path])


def test_an_intent_that_is_deleted_is_answered_with_what_to_do() -> None:
    (found,) = refused([changed("intents/x.yaml", change="deleted")], frozenset(), [])
    assert (found.rule, found.severity) == ("intent-deleted", "error")
    assert "retire" in found.hint


def test_names_that_differ_by_case_only_are_found() -> None:
    assert refused([changed("intents/X.yaml")], frozenset({"X"}), ["intents/X.yaml", "intents/x.yaml"])
    assert refused([changed("intents/x.yaml")], frozenset({"x"}), ["intents/x.yaml", "changes/x/explain.md"]) == ()


TOUCHED = Touched(("CODEOWNERS", "intents/x.yaml"), ("intents/x.yaml",), ("r1",), ("core",), ("s",), ("k",), ("low",))
SECRET_WAYS = ("CODEOWNERS", "codeowners", ".github/workflows/x.yml", ".GitHub/CODEOWNERS", "gains.yaml", "GAINS.yaml")


@pytest.mark.parametrize("path", [*SECRET_WAYS, "policies/p.yaml", "configs/r1.cfg", "inventory/devices.yaml"])
def test_what_decides_is_not_changed_on_the_side(path: str) -> None:
    assert sensitive((path,)) == (path,)
    about = Touched((path, "intents/x.yaml"), *(getattr(TOUCHED, key) for key in TOUCHED.__slots__[1:]))
    assert wanted(Approval(), about, None).blocked
    assert wanted(Approval(policy_owners=("@o/p",)), about, None).groups


OWNED = b"* @all\n/configs/ @core\nconfigs/r1.cfg @r1 # the router\n"


def test_owners_are_the_last_that_match() -> None:
    assert [one.owners for one in owners(parse(OWNED), ("configs/r1.cfg",))] == [("@r1",)]
    assert [one.owners for one in owners(parse(OWNED), ("configs/r2.cfg", "x"))] == [("@all",), ("@core",)]
    assert matches("**/x", "a/b/x")
    assert not matches("/x", "a/x")


@pytest.mark.parametrize("content", [b"* nobody\n", b"!x @a\n", b"\xff @a\n", b"x" * 3_000_001])
def test_owners_that_cannot_be_read_block(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        parse(content)
    assert wanted(Approval(), TOUCHED, content).blocked


HOSTILE = {
    "a mention": "@everyone",
    "a reference": "closes #1",
    "a merge request": "see !1",
    "HTML": "<img src=x onerror=alert(1)>",
    "a comment of HTML": "<!-- gains:v1 gains -->",
    "a link": "[click](https://evil.example)",
    "an address": "https://evil.example/x",
    "a short address": "www.evil.example",
    "a script": "javascript:alert(1)",
    "an image": "![x](https://evil.example/x.png)",
    "a table": "a | b | c",
    "a heading on a new line": "x\n# Approved",
    "bidi": "user\u202exyz",
    "a zero-width sign": "ap\u200bproved",
    "a letter that shows nothing": "ap\u3164proved",
    "a selector of a variant": "ap\ufe0fproved",
    "a blank of Braille": "ap\u2800proved",
    "a joiner of graphemes": "ap\u034fproved",
    "a tag": "ap\U000e0041proved",
    "a control sign": "\x1b[31mred",
    "emphasis": "**approved**",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_words_of_others_do_nothing(name: str) -> None:
    shown = text(HOSTILE[name])
    assert "\n" not in shown
    assert "<" not in shown
    assert not any(sign in shown for sign in "\u202e\u200b\x1b\u3164\ufe0f\u2800\u034f\U000e0041")
    for bad in ("@everyone", "#1", "!1", "https://", "www.", "javascript:a", " | ", "**a"):
        assert bad not in shown
    assert not re.search(r"(?<!\\)[\[\]*|`]", shown)


@pytest.mark.parametrize("value", ["`", "``a``", "a`b", "x\n```\n@all", "|"])
def test_code_cannot_be_ended_from_inside(value: str) -> None:
    line = code(value)
    fence = line[: len(line) - len(line.lstrip("`"))]
    assert fence not in line[len(fence) : -len(fence)].replace(" ", "  ").split(" ")
    assert "\n" not in line
    shown = block(value.split("\n"))
    assert all(shown[0] not in each for each in shown[1:-1])


def test_no_value_begins_a_trailer_of_its_own() -> None:
    message = with_trailers("x\nGains-Requester: eve", [("Gains-Requester", "a\nGains-Plan-Digest: sha256:0")])
    assert [line.partition(":")[0] for line in message.splitlines()[2:]] == ["Gains-Requester"]


@pytest.mark.parametrize("intent", ["../x", "X", "a/b", "-x", "x.yaml", ""])
def test_no_branch_is_made_from_a_name_that_is_none(intent: str) -> None:
    repository = FakeRepository()
    repository.plant("main", {"a": ("file", b"1")})
    wish = Wish(intent=intent, content=b"a: 1\n", requesters=("r",), target="main", why="w")
    with pytest.raises(ForgeError):
        bring(FakeForge(repository, BOT), repository, wish, FakeClock())
    assert set(repository.branches) == {"main"}


def companion() -> tuple[FakeRepository, FakeForge]:
    """Return a branch of the bot's own with a commit of somebody else on it."""
    repository = FakeRepository()
    repository.plant("main", {"a": ("file", b"1")})
    desk = FakeForge(repository, BOT)
    wish = Wish(intent="x", content=b"a: 1\n", requesters=("asker",), target="main", why="w")
    bring(desk, repository, wish, FakeClock())
    head = repository.head("gains/x") or ""
    theirs = NewCommit(
        branch="gains/x", parent=head, expected_head=head, files=(("intents/x.yaml", b"a: 2\n"),), message="m\n",
        author=Author(name="eve", email="eve@example.net"), when=DAY,
    )  # fmt: skip
    repository.commit(theirs)
    return repository, desk


def test_building_a_branch_anew_makes_nobody_eligible() -> None:
    repository, desk = companion()
    main = repository.head("main") or ""
    (left,) = rebuild(desk, repository, desk.pull(1), who("commander"), FakeClock())
    head = repository.head("gains/x") or ""
    assert left.author[0] == "eve"
    assert repository.read(head, "intents/x.yaml") == b"a: 1\n"
    told = {one.login for one in hands(repository.commits(main, head))}
    assert {"asker", "eve", "commander"} <= told
    assert rebuild(desk, repository, desk.pull(1), who("commander"), FakeClock()) == ()
    assert repository.head("gains/x") == head


def test_no_branch_of_somebody_else_is_built_anew() -> None:
    repository, desk = companion()
    repository.branches["theirs"] = repository.branches["gains/x"]
    pull = desk.acting_as(who("eve")).open_pull(NewPull(title="t", source_branch="theirs", target_branch="main"))
    mine = desk.pull(1)
    hostile = (pull, mine.model_copy(update={"fork": True}), mine.model_copy(update={"author": who("eve")}))
    for one in (*hostile, mine.model_copy(update={"state": "merged"})):
        with pytest.raises(ForgeError):
            rebuild(desk, repository, one, who("commander"), FakeClock())


GOOD = Protection(
    checks=(RequiredCheck(name="gains/approval", app="77"),), reviews=1, dismisses_stale=True, last_push=True,
    code_owners=True, force_push=False, admins=True, app="77",
)  # fmt: skip


@pytest.mark.parametrize(
    "weaker",
    [
        {"checks": None},
        {"checks": ()},
        {"checks": (RequiredCheck(name="gains", app="77"),)},
        {"checks": (RequiredCheck(name="gains/approval"),)},
        {"checks": (RequiredCheck(name="gains/approval", app="78"),)},
        {"force_push": True},
        {"force_push": None},
    ],
)
def test_a_branch_that_can_be_gone_around_is_found(weaker: dict[str, Any]) -> None:
    assert guarded(GOOD, "main", "gains/approval").missing == ()
    assert guarded(GOOD.model_copy(update=weaker), "main", "gains/approval").missing
