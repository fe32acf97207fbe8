"""Which approvals a change asks for: by what it touches, by its risk, by who owns it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.codeowners import Owned, UnreadableError, owners, parse

if TYPE_CHECKING:
    from schemas.plan import Risk
    from schemas.settings import Approval, ApprovalRule

EMERGENCY = "gains:emergency"
"""The label by which somebody declares an emergency, besides the intent that says so."""
_KIND = "emergency"
SENSITIVE = (
    ".forgejo/",
    ".gitea/",
    ".github/",
    ".gitlab-ci.yml",
    ".gitlab/",
    "CODEOWNERS",
    "configs/",
    "docs/CODEOWNERS",
    "gains.yaml",
    "inventory/",
    "knowledge/",
    "policies/",
)
"""What decides about changes; read from the base, so that a change to it never takes effect for its own request."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change reaches."""

    paths: tuple[str, ...]
    """Every path that differs between base and head, sorted."""
    intents: tuple[str, ...]
    """The intent files among them."""
    devices: tuple[str, ...]
    roles: tuple[str, ...]
    sites: tuple[str, ...]
    kinds: tuple[str, ...]
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for."""

    required: int
    groups: tuple[Owned, ...]
    """Of each of these, one must approve."""
    blocked: tuple[str, ...]
    remarks: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    hurried: bool = False
    """It is an emergency, and declared to be one."""


def sensitive(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths that decide about changes; case does not help to hide one."""
    folded = tuple(prefix.casefold() for prefix in SENSITIVE)
    return tuple(path for path in paths if path.casefold().startswith(folded))


def wanted(approval: Approval, touched: Touched, codeowners: bytes | None, labels: tuple[str, ...] = ()) -> Wanted:
    """Return what the rules of the base ask for. Law: touching more never asks for less.

    An emergency, said by its intent and declared by its label, does not wait for groups of owners: any two who may
    approve will do. Nothing else is spared: who is excluded stays so, and what blocks, blocks.
    """
    fitting = [rule for rule in approval.rules if fits(rule, touched)]
    numbers = [approval.required, *(rule.required for rule in fitting)]
    if "high" in touched.risks:
        numbers.append(approval.high_risk)
    urgent = touched.kinds == (_KIND,)
    hurried = urgent and EMERGENCY in labels
    if urgent:
        numbers.append(approval.emergency)
    groups = [Owned(rule.name, rule.owners) for rule in fitting if rule.owners and not hurried]
    blocked, remarks, waiting = [], [], []
    if hurried:
        remarks.append(f"an emergency: any {max(numbers)} who may approve will do, owners are not waited for")
    elif urgent:
        waiting.append(f"an emergency is declared by the label {EMERGENCY}, too; somebody must set it")
    elif EMERGENCY in labels:
        remarks.append(f"the label {EMERGENCY} changes nothing: not every intent here is of the kind {_KIND}")
    hidden = sensitive(touched.paths)
    if hidden and approval.policy_owners:
        groups.append(Owned(f"settings and policies ({_some(hidden)})", approval.policy_owners))
    elif hidden and touched.intents:
        blocked.append(
            f"it changes {_some(hidden)} together with intents, and gains.yaml names no policy_owners; "
            "use a pull request of its own"
        )
    if hidden:
        remarks.append(f"{_some(hidden)} takes effect only after the merge; the base's is asked here")
    if approval.code_owners and codeowners is not None and not (hurried and not hidden):
        configs = tuple(f"configs/{device}.cfg" for device in touched.devices)
        try:
            mine = hidden if hurried else {*touched.intents, *hidden, *configs}
            groups += owners(parse(codeowners), tuple(sorted(mine)))
        except UnreadableError as error:
            blocked.append(f"nobody can tell who owns what: {error}")
    return Wanted(max(numbers), tuple(groups), tuple(blocked), tuple(remarks), tuple(waiting), hurried)


def fits(rule: ApprovalRule, touched: Touched) -> bool:
    """Tell whether a rule is about this change: everything that it names must be touched in part."""
    asked = (
        (rule.roles, touched.roles),
        (rule.sites, touched.sites),
        (rule.devices, touched.devices),
        (rule.kinds, touched.kinds),
        (rule.risk, touched.risks),
    )
    return all(not named or set(named) & set(there) for named, there in asked)


def _some(paths: tuple[str, ...]) -> str:
    return ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
