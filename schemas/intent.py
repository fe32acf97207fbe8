"""The envelope of an intent: what every intent says, whatever its kind."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.base import Record

Name = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", examples=["cctv-vlan-building-7"])]
OneLine = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\r\n]+$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", examples=["2026-12-01T22:00:00Z"])]


class Metadata(Record):
    """Who the change is for and why."""

    name: Name
    """The same as the file's stem."""
    ticket: OneLine | None = None
    """Reference of the change request."""
    reason: OneLine
    """Why the change is wanted, in one line."""
    supersedes: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    """Merged intents whose lines this one may change or take away."""


class Window(Record):
    """When the change may be carried out."""

    not_before: Instant
    """Earliest start, UTC."""
    not_after: Instant
    """Latest end, UTC."""


class Envelope(Record):
    """An intent before its kind has looked at `spec`."""

    apiVersion: Literal["gains/v1"]  # noqa: N815 - the field's name in the file
    """Version of this format."""
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", examples=["access_vlan"])]
    """What is wanted."""
    metadata: Metadata
    """Name, ticket, reason."""
    spec: dict[str, Any]
    """The kind's own fields."""
    window: Window | None = None
    """When it may be carried out."""
    expect: tuple[dict[str, Any], ...] = ()
    """Behaviour that may change beyond what the kind declares."""
