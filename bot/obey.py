"""Carry out what people ask for in comments: once each, by whoever may, and with an answer in place.

What was done is told by the bot's own comment that names the comment asked in, so that nothing is done twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot import hands, said
from bot.comment_commands import HELP, Command, NotUnderstood, parse
from bot.companion import Wish, bring
from bot.explaining import NoSuchLineError, explained
from bot.markdown import block, code, text, visible
from bot.rebuilding import rebuild
from bot.taking_back import take_back
from bot.tell import COMMENT
from pipeline.errors import GainsError, WorkspaceError

if TYPE_CHECKING:
    from bot.ports import Clock, Desk, Repository
    from schemas.forge import Account, Comment, PullRequest

DONE = "did"


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What was asked for and done this time."""

    verbs: tuple[str, ...] = ()

    @property
    def replan(self) -> bool:
        """Evidence is to be taken anew."""
        return "replan" in self.verbs


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens."""

    desk: Desk
    repository: Repository
    clock: Clock
    pull: PullRequest
    comments: tuple[Comment, ...]


def obey(desk: Desk, repository: Repository, number: int, clock: Clock) -> Obeyed:
    """Carry out every command that was not answered yet, oldest first; whoever may not write is not heard."""
    comments = desk.comments(number)
    answered = {one.marker for one in comments if one.author.is_same(desk.account)}
    verbs = []
    for comment in comments:
        asked = None if comment.author.bot or comment.author.is_same(desk.account) else parse(comment)
        if asked is None or f"{DONE} {comment.id}" in answered or not desk.may_write(comment.author):
            continue
        place = Place(desk, repository, clock, desk.pull(number), comments)
        try:
            words = _told(place, comment, asked)
        except GainsError as error:
            words = f"That did not work: {text(str(error))}\n\n{text(error.hint)}"
        desk.upsert_comment(number, marker=f"{DONE} {comment.id}", body=words.rstrip() + "\n")
        if isinstance(asked, Command):
            verbs.append(asked.verb)
    return Obeyed(tuple(verbs))


def _told(place: Place, comment: Comment, asked: Command | NotUnderstood) -> str:
    if isinstance(asked, NotUnderstood):
        return f"Not done: {asked.why}."
    match asked.verb:
        case "help":
            return HELP
        case "replan":
            return "The package is made again."
        case "explain":
            return _explain(place, asked.argument)
        case "approve-degraded" | "reject":
            return _word(place, comment, asked)
        case "rebuild":
            return _rebuild(place, comment.author)
        case "revert":
            return _revert(place, comment.author)
        case "allow":
            return _allow(place, comment.author, asked.argument)
        case _:
            assert_never(asked.verb)


def _packages(place: Place) -> dict[str, dict[str, bytes]]:
    """Return the packages on the head, by intent."""
    common = place.repository.merge_base(place.pull.base_sha, place.pull.head_sha) or place.pull.base_sha
    changed = place.repository.changed(common, place.pull.head_sha)
    paths = [one.path for one in changed if one.path.startswith("changes/") and one.change != "deleted"]
    out: dict[str, dict[str, bytes]] = {}
    for path, content in place.repository.read_all(place.pull.head_sha, paths).items():
        _, intent, rest = path.split("/", 2)
        out.setdefault(intent, {})[rest] = content
    return {intent: files for intent, files in out.items() if "candidates.json" in files}


def _explain(place: Place, wanted: str) -> str:
    for intent, files in sorted(_packages(place).items()):
        try:
            lines = explained(files, wanted)
        except (NoSuchLineError, ValueError, KeyError):
            continue
        return "\n".join([code(intent), "", *block(visible(line) for line in lines)])
    return f"No package of this pull request has a line {code(wanted)}."


def _word(place: Place, comment: Comment, asked: Command) -> str:
    """Bind a word to the head that its author has seen: the bot must have reported it before he wrote."""
    head, who = place.pull.head_sha, comment.author
    report = next((one for one in place.comments if one.marker == COMMENT and _mine(place, one)), None)
    if report is None or head[:12] not in report.body or report.edited_at > comment.created_at:
        return f"Not done: the report changed after that was written; look again at {code(head[:12])}, then repeat it."
    if asked.verb == "approve-degraded":
        if why := _excluded(place, who):
            return f"Not done: {why}."
        mark, told = said.mark(said.DEGRADED, head, who.login), "accepts what nobody looked at"
    else:
        mark, told = said.mark(said.REJECTED, head, who.login), "rejects this head"
    place.desk.upsert_comment(place.pull.number, marker=mark, body=f"{text(asked.argument)}\n")
    return f"{code(who.login)} {told} ({code(head[:12])})."


def _mine(place: Place, comment: Comment) -> bool:
    return comment.author.is_same(place.desk.account)


def _excluded(place: Place, who: Account) -> str:
    pull = place.pull
    told = hands.hands(place.repository.commits(pull.base_sha, pull.head_sha))
    if any(who.is_same(one) for one in (pull.author, *place.desk.hands(pull.number), *told)):
        return "whoever had a hand in the change cannot accept what nobody looked at"
    return ""


def _rebuild(place: Place, who: Account) -> str:
    left = rebuild(place.desk, place.repository, place.pull, who, place.clock)
    if not left:
        return f"Nothing to do: only the bot wrote to {code(place.pull.source_branch)}."
    lines = "\n".join(f"- {code(one.sha)} of {text(one.author[0])}" for one in left)
    return f"Built anew from {code(place.pull.base_sha[:12])}. No longer on the branch:\n\n{lines}"


def _revert(place: Place, who: Account) -> str:
    if place.pull.state != "merged":
        return "Not done: it is not merged; close it instead."
    packages = _merged(place)
    if not packages:
        return "Nothing: no package was merged here."
    opened = take_back(place.desk, place.repository, place.pull, packages, who, place.clock)
    files = [
        f"changes/{intent}/{name}"
        for intent, package in sorted(packages.items())
        for name in sorted(package)
        if name.startswith("rollback/")
    ]
    lines = "\n".join(f"- {code(path)}" for path in files)
    numbers = ", ".join(f"#{number}" for number in opened)
    return (
        f"{numbers} takes it back on top of what runs today; {code(who.login)} cannot approve it. "
        f"The commands back, as they were proved before the merge:\n\n{lines}"
    )


def _merged(place: Place) -> dict[str, dict[str, bytes]]:
    try:
        return _packages(place)
    except WorkspaceError:
        return {}


def _allow(place: Place, who: Account, wanted: str) -> str:
    """Bring one commit of a fork in; the author stays the requester, and a later push is another commit."""
    pull = place.pull
    if not pull.fork:
        return "Not done: it comes from no fork."
    if wanted != pull.head_sha:
        return f"Not done: the head is {code(pull.head_sha)}, not {code(wanted)}."
    common = place.repository.merge_base(pull.base_sha, wanted) or pull.base_sha
    intents = [one for one in place.repository.changed(common, wanted) if one.path.startswith("intents/")]
    opened = []
    for item in intents:
        name = item.path.removeprefix("intents/").removesuffix(".yaml")
        content = place.repository.read(wanted, item.path)
        if content is None or item.kind != "file" or "/" in name:
            continue
        why = f"from #{pull.number} at {wanted}, let in by {who.login}"
        wish = Wish(intent=name, content=content, requesters=(pull.author.login,), target=pull.target_branch, why=why)
        opened.append(bring(place.desk, place.repository, wish, place.clock).number)
    if not opened:
        return "Not done: it brings no intent."
    return f"Brought in as {', '.join(f'#{number}' for number in opened)}; {code(pull.author.login)} cannot approve it."
