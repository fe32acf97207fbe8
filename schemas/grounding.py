"""Grounding: which knowledge a change rests on, and which was looked at and rejected, and why."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record
from schemas.values import DeviceName


class SnippetUsed(Record):
    """A snippet inside a blueprint that wrote lines."""

    snippet: str
    """`id@version`."""
    digest: str
    """SHA-256 of its bytes."""


class Used(Record):
    """A blueprint that wrote lines."""

    blueprint: str
    """`id@version`."""
    digest: str
    """SHA-256 of its bytes."""
    device: DeviceName
    """For which device."""
    feature: str
    """What it wrote."""
    because: str
    """Why it holds there."""
    vendor: str = ""
    """Whose device."""
    source: str = ""
    """`bundled`, or the file of the network repository, and what the item says of its source."""
    reviewed: str = ""
    """When it was last compared with what it rests on; empty where it does not say."""
    review_by: str = ""
    """When it is to be compared again; empty where it does not say."""
    snippets: tuple[SnippetUsed, ...] = ()
    """What it includes there."""
    policies: tuple[str, ...] = ()
    """Rules that make it safe, all of them in force."""


class Rejected(Record):
    """A blueprint for the same feature and platform that was not taken."""

    blueprint: str
    """`id@version`."""
    device: DeviceName
    """For which device."""
    feature: str
    """What it would have written."""
    because: str
    """Why not."""


class GuideUsed(Record):
    """A guide that is shown in plan and explain pack."""

    guide: str
    """`id@version`."""
    digest: str
    """SHA-256 of its bytes."""
    devices: tuple[DeviceName, ...]
    """Where it holds, sorted."""
    because: str
    """Why it is shown, and at which place."""
    review_by: str = ""
    """When it is to be compared again; empty where it does not say."""


class GuideRejected(Record):
    """A guide about one of the features, or about the kind, that is not shown."""

    guide: str
    """`id@version`."""
    because: str
    """Why not."""


class Grounding(Record):
    """All of it, for one intent."""

    kind: Literal["knowledge"] = "knowledge"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    used: tuple[Used, ...]
    """By device and feature."""
    rejected: tuple[Rejected, ...]
    """By device, feature and blueprint."""
    guides: tuple[GuideUsed, ...] = ()
    """In the order in which they are shown."""
    guides_rejected: tuple[GuideRejected, ...] = ()
    """By guide."""
