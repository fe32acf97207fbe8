"""The gate: whether a pull request may be merged, with the package on its head made again first.

Here is gathered what the decision needs; each part is judged by a pure function, and all of them by `bot.approval`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import codeowners, hands
from bot.afterwards import drifted
from bot.answering import nobody
from bot.approval import Case, decide
from bot.earlier import decided
from bot.emergencies import declared
from bot.files import Commit
from bot.making import Made, make
from bot.neighbours import neighbours, overlapping, twins
from bot.overlap import words
from bot.package_files import differences
from bot.protection import guarded
from bot.review_due import overdue
from bot.rules import Wanted, sensitive, wanted
from bot.said import degradation, rejections
from bot.snapshot import read_settings
from bot.touched import allocated, touched
from pipeline.errors import ForgeError, WorkspaceError
from schemas.approval import ApprovalRules, Decision, EarlierPackage, OwnerGroup, People, ReviewedPackage
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.ports import Desk, Repository
    from bot.propose import Proposed
    from bot.rules import Touched
    from schemas.forge import Account, PullRequest, Review
    from schemas.settings import Settings

APPROVAL = "gains/approval"
"""The check that branch protection asks for: the gate's word about a head."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate found."""

    decision: Decision
    differences: tuple[str, ...]
    """Where the packages on the head are not what the intents give; empty where they are equal."""
    pull: PullRequest
    done: Proposed
    wanted: Wanted
    overlaps: dict[int, tuple[str, ...]]
    """Devices that another open pull request changes, too, and values from pools that it is given, by its number."""
    reviews: tuple[Review, ...]
    asked: bool
    """False where nothing in it is for the gate to decide."""
    declared_by: str = ""
    """Who declared it an emergency."""


def gate(
    desk: Desk, repository: Repository, number: int, people: People, answering: Answering = nobody, *, today: str = ""
) -> Gate:
    """Decide about the head as it is now. Law: where a byte of a package differs, the decision is never `approved`."""
    pull = desk.pull(number)
    return judge(desk, repository, make(repository, pull, answering), people, today=today)


def judge(desk: Desk, repository: Repository, made: Made, people: People, *, today: str = "") -> Gate:
    """Decide about a head whose packages were just made again.

    `today` (`2026-12-01`) says whether waivers that a package rests on still hold; without it they do not.
    """
    pull, done = made.pull, made.done
    base = Commit(repository, pull.base_sha)
    settings, unusable = read_settings(base)
    about = touched(made.changed, done)
    wrong = tuple(item.message for item in done.findings) + _unequal(repository, pull, done)
    urgent = declared(desk, pull)
    asked, owned = _wanted(settings, about, base, urgent.labels)
    given = (allocated(dict(one.files).get("allocations.json", b"{}")) for one in done.packages)
    mine = frozenset(about.devices).union(*given)
    others = neighbours(desk, pull) if mine or done.packages else ()
    overlaps = overlapping(repository, others, mine)
    guard = guarded(desk.protection(pull.target_branch), pull.target_branch, APPROVAL)
    needed = settings.approval.protection == "require"
    all_people, unknown = _people(desk, repository, pull, people)
    reviews, comments = desk.reviews(pull.number), desk.comments(pull.number)
    spoken = degradation(comments, desk.account, pull.head_sha)
    rejected = rejections(comments, desk.account, pull.head_sha)
    case = Case(
        pull=pull,
        reviews=reviews,
        package=None if wrong or not done.packages else _reviewed(pull, done, spoken),
        rules=ApprovalRules(
            required=asked.required,
            owners=tuple(OwnerGroup(name=one.name, owners=_opened(desk, one.owners)) for one in asked.groups),
            carry_over=settings.approval.carry_over,
        ),
        people=all_people,
        earlier=_earlier(repository, pull, done, reviews) if settings.approval.carry_over else (),
        blocked=(
            *(f"gains.yaml on {pull.target_branch}: {item.message}" for item in unusable),
            *asked.blocked,
            *owned,
            *unknown,
            *rejected,
            *twins(pull, others),
            *_ended(done, today),
            *(guard.missing if needed else ()),
        ),
        waiting=(*asked.waiting, *urgent.waiting, *_stale(pull, wrong, made)),
        remarks=(
            *asked.remarks,
            *urgent.remarks,
            *words(overlaps),
            *drifted(repository, pull.base_sha, frozenset(about.devices)),
            *(() if needed else guard.missing),
            *guard.weak,
            *(overdue(done.packages, today) if today else ()),
        ),
    )
    gated = bool(about.intents or done.packages) or bool(sensitive(about.paths) and settings.approval.policy_owners)
    return Gate(decide(case), wrong, pull, done, asked, overlaps, reviews, gated, urgent.by)


def _ended(done: Proposed, today: str) -> tuple[str, ...]:
    """Say which packages rest on a waiver that no longer holds."""
    return tuple(
        f"changes/{one.intent} rests on a waiver that held until {one.holds_until}; today is {today or 'not known'}"
        for one in done.packages
        if one.holds_until and not (today and today <= one.holds_until)
    )


def _unequal(repository: Repository, pull: PullRequest, done: Proposed) -> tuple[str, ...]:
    wrong: list[str] = []
    for package in done.packages:
        folder = f"changes/{package.intent}"
        found = _files(repository, pull.head_sha, folder)
        wrong += [f"{folder}/{line}" for line in differences(found, dict(package.files))]
    return tuple(wrong)


def _files(repository: Repository, commit: str, folder: str) -> dict[str, bytes]:
    paths = [entry.path for entry in repository.entries(commit, folder)]
    there = repository.read_all(commit, paths)
    return {path.removeprefix(f"{folder}/"): content for path, content in there.items()}


def _wanted(
    settings: Settings, about: Touched, base: Commit, labels: tuple[str, ...]
) -> tuple[Wanted, tuple[str, ...]]:
    try:
        found = (base.read(place) for place in codeowners.PLACES)
        owners = next((content for content in found if content is not None), None)
    except WorkspaceError as error:
        return wanted(settings.approval, about, None, labels), (f"nobody can tell who owns what: {error}",)
    return wanted(settings.approval, about, owners, labels), ()


def _opened(desk: Desk, names: tuple[str, ...]) -> tuple[Account, ...]:
    found = {one.login.casefold(): one for name in names for one in desk.members(name)}
    return tuple(found[login] for login in sorted(found))


def _people(desk: Desk, repository: Repository, pull: PullRequest, people: People) -> tuple[People, tuple[str, ...]]:
    """Return everybody who had a hand in it, as far as the forge and the commits tell; what they do not tell blocks."""
    try:
        known = desk.hands(pull.number)
    except ForgeError as error:
        return people, (f"nobody can tell who made the change: {error}",)
    told = hands.hands(repository.commits(pull.base_sha, pull.head_sha))
    every = dict.fromkeys((*people.hands, *known, *told))
    return People(requester=people.requester, hands=tuple(every), bots=(*people.bots, desk.account)), ()


def _reviewed(pull: PullRequest, done: Proposed, reason: str) -> ReviewedPackage:
    return ReviewedPackage(
        head_sha=pull.head_sha,
        digest=digest_of({one.intent: one.digest for one in done.packages}),
        decision_digest=digest_of({one.intent: one.decision_digest for one in done.packages}),
        blocking=done.blocking,
        degraded=bool(done.degraded),
        degradation_reason=reason,
    )


def _earlier(
    repository: Repository, pull: PullRequest, done: Proposed, reviews: tuple[Review, ...]
) -> tuple[EarlierPackage, ...]:
    """Return what the heads decided that people approved: the same intents, and only what their own files prove."""
    names = {one.intent for one in done.packages}
    out = []
    for head in sorted({one.head_sha for one in reviews if one.state == "approved"} - {pull.head_sha}):
        try:
            common = repository.merge_base(pull.base_sha, head)
            changed = repository.changed(common, head) if common else ()
            there = {
                item.path.removeprefix("intents/").removesuffix(".yaml") for item in changed if _is_intent(item.path)
            }
            found = {}
            for name in sorted(names) if there == names else ():
                intent = repository.read(head, f"intents/{name}.yaml") or b""
                found[name] = decided(intent, _files(repository, head, f"changes/{name}"))
        except WorkspaceError:  # gone, or not to be read: it proves nothing
            continue
        if found and all(found.values()):
            out.append(EarlierPackage(head_sha=head, decision_digest=digest_of(found)))
    return tuple(out)


def _is_intent(path: str) -> bool:
    return path.startswith("intents/") and path.endswith(".yaml")


def _stale(pull: PullRequest, wrong: tuple[str, ...], made: Made) -> tuple[str, ...]:
    """Say that the package must be made again, and whether the base is why: it moved under a device of the change."""
    if not wrong or made.done.findings:
        return ()
    moved = made.common != pull.base_sha
    why = f"; {pull.target_branch} has moved under it" if moved else ""
    return (f"the package on the head is not what its intents give now ({len(wrong)} places, {wrong[0]}){why}",)
