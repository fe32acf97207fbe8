"""Knowledge that configuration is generated from: blueprints with where they hold and what they rest on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record
from schemas.inventory import Platform

ReadPattern = Annotated[str, Field(min_length=1, max_length=300)]
"""A pattern of `renderers.reads`."""


class Header(Record):
    """The front matter of a blueprint."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", examples=["ios-access-port"])]
    """Unique name."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$", examples=["1.0.0"])]
    """Raised whenever the template gives other lines."""
    platform: Platform
    """Where it holds."""
    feature: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", examples=["access_port"])]
    """What it writes."""
    os_version: Annotated[str, Field(pattern=r"^(any|>=\S+( <\S+)?|<\S+)$", examples=[">=15.2", "any"])] = "any"
    """Versions of the operating system that it holds for."""
    roles: tuple[str, ...] = ()
    """Roles of devices that it holds for; empty: all."""
    reads: tuple[ReadPattern, ...] = ()
    """Patterns by which the feature is read back from a configuration."""
    absent: dict[str, str | int | bool] = Field(default_factory=dict)
    """What holds where the configuration shows nothing, by field."""
    looks: tuple[tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, int], ...] = ()
    """(command, what it must show[, regular expression that a line must match[, seconds it may take]]) afterwards,
    filled in from the feature's fields."""
    status: Literal["active", "draft", "deprecated"] = "active"
    """Only what is active is used."""
    reviewed: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2026-11-25"])] | None = None
    """When somebody last compared it with what it rests on."""
    conflicts: tuple[str, ...] = ()
    """Features that must not be there."""
    requires: tuple[str, ...] = ()
    """Features that must be there."""
    references: Annotated[tuple[str, ...], Field(min_length=1)]
    """What it rests on."""


class Blueprint(Record):
    """A feature's template for one platform."""

    header: Header
    """Where it holds."""
    template: str
    """Jinja, given the feature `f` and the device's `facts`."""
    digest: str
    """SHA-256 of the file's bytes."""
    file: str
    """Where it was read."""

    @property
    def reference(self) -> str:
        """`id@version`, as provenance names it."""
        return f"{self.header.id}@{self.header.version}"
