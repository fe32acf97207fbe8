"""What the gate is asked and what it answers: rules, the package under review, a decision with its reasons."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Record
from schemas.forge import Account, Sha


class OwnerGroup(Record):
    """People of whom one must approve, because the change touches what is theirs."""

    name: str
    """What they own, for people to read."""
    owners: tuple[Account, ...]
    """Teams already opened into their members."""


class ReviewedPackage(Record):
    """The change package that stands to be approved."""

    head_sha: Sha
    """The head of the pull request that it belongs to."""
    digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    """Manifest digest: every byte."""
    decision_digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    """Digest of what is decided, evidence left out."""
    blocking: bool
    """It has findings that block."""
    degraded: bool
    """Something that should have been looked at was not."""
    degradation_reason: str = ""
    """Why that is accepted; an approver's own words in the review will do, too."""


class EarlierPackage(Record):
    """What an earlier head of the same pull request decided."""

    head_sha: Sha
    """That head."""
    decision_digest: str
    """What was decided then."""


class ApprovalRules(Record):
    """Who and how many must approve; read from the base branch, never from the change."""

    required: int = Field(ge=1)
    """Approvals, before degradation asks for one more."""
    owners: tuple[OwnerGroup, ...] = ()
    """Each must be among the approvers."""
    carry_over: bool = False
    """Let an approval stand where a new head decides exactly the same."""


class People(Record):
    """Who had a hand in the change, and so cannot approve it, whoever the forge names as author."""

    requester: Account | None = None
    """Who asked for the change, where the bot opened the pull request for him."""
    hands: tuple[Account, ...] = ()
    """Authors, committers and co-authors of its commits."""
    bots: tuple[Account, ...] = ()
    """Programs, the product's own account among them."""


class Decision(Record):
    """What the gate says about one head, and why."""

    state: Literal["approved", "waiting", "blocked"]
    """waiting: for people; blocked: more approvals would not help."""
    head_sha: Sha
    """The head it is about; at any other it says nothing."""
    digest: str = ""
    """Manifest digest of the package it is about; empty where there was none for this head."""
    decision_digest: str = ""
    """Digest of what is decided in it."""
    base_sha: Sha | None = None
    """The base that the package was made again on."""
    policy_digest: str = ""
    """Digest of the rules that were asked, so that it can be told later which they were."""
    reviews: tuple[str, ...] = ()
    """The forge's names of the reviews that count."""
    approvers: tuple[Account, ...]
    """Whose approvals count, by name."""
    required: int
    """How many must."""
    reasons: tuple[str, ...]
    """In plain words; what speaks against comes first."""
