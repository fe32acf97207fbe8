"""Knowledge that a change rests on: blueprints, the snippets that they share, and guides for people."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.intent import OneLine
from schemas.inventory import Platform
from schemas.policy import RuleId

ReadPattern = Annotated[str, Field(min_length=1, max_length=300)]
"""A pattern of `renderers.reads`."""
FeatureName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", examples=["access_port"])]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2026-11-25"])]
Vendor = Annotated[str, Field(pattern=r"^[a-z]+$", examples=["cisco"])]


def vendor_of(platform: str) -> str:
    """Return who makes a platform: platforms are named vendor first."""
    return platform.partition("_")[0]


class Defaults(Record):
    """`defaults.yaml` of a folder: what holds for every item of it that does not say otherwise."""

    source: OneLine | None = None
    """Who keeps them, or where they were taken from."""
    reviewed: Day | None = None
    """When somebody last compared them with what they rest on."""
    review_by: Day | None = None
    """When they are to be compared again."""


class Front(Record):
    """The front matter that every item of knowledge has."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", examples=["ios-access-port"])]
    """Unique name."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$", examples=["1.0.0"])]
    """Raised whenever what is written with it changes."""
    vendor: Vendor | None = None
    """Whose devices it holds for; without it, that of the platform, or all."""
    os_version: Annotated[str, Field(pattern=r"^(any|>=\S+( <\S+)?|<\S+)$", examples=[">=15.2", "any"])] = "any"
    """Versions of the operating system that it holds for."""
    roles: tuple[str, ...] = ()
    """Roles of devices that it holds for; empty: all."""
    status: Literal["active", "draft", "deprecated"] = "active"
    """Only what is active is used."""
    source: OneLine | None = None
    """Who keeps it, or where it was taken from."""
    reviewed: Day | None = None
    """When somebody last compared it with what it rests on."""
    review_by: Day | None = None
    """When it is to be compared again; afterwards that is said wherever it is used."""
    requires: tuple[FeatureName, ...] = ()
    """Features that must be possible on the device, too."""
    conflicts: tuple[FeatureName, ...] = ()
    """Features that the candidate must not show beside it."""
    policies: tuple[RuleId, ...] = ()
    """Rules that make it safe: where one of them is switched off, a change that uses it is blocked."""
    references: Annotated[tuple[str, ...], Field(min_length=1)]
    """What it rests on."""

    @model_validator(mode="after")
    def _has_real_days(self) -> Self:
        for day in (self.reviewed, self.review_by):
            if day is not None:
                date.fromisoformat(day)
        return self


F = TypeVar("F", bound=Front)


class Header(Front):
    """The front matter of a blueprint."""

    platform: Platform
    """Where it holds."""
    feature: FeatureName
    """What it writes."""
    reads: tuple[ReadPattern, ...] = ()
    """Patterns by which the feature is read back from a configuration."""
    absent: dict[str, str | int | bool] = Field(default_factory=dict)
    """What holds where the configuration shows nothing, by field."""
    looks: tuple[tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, int], ...] = ()
    """(command, what it must show[, regular expression that a line must match[, seconds it may take]]) afterwards,
    filled in from the feature's fields."""

    @model_validator(mode="after")
    def _is_of_its_vendor(self) -> Self:
        return _of_vendor(self, self.platform)


class SnippetHeader(Front):
    """The front matter of a snippet."""

    platform: Platform | None = None
    """Where it holds; without it, everywhere."""
    fragment: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", examples=["bgp-family"])]
    """The name by which blueprints include it: `{% include "bgp-family" %}`."""

    @model_validator(mode="after")
    def _is_of_its_vendor(self) -> Self:
        return _of_vendor(self, self.platform)


class GuideHeader(Front):
    """The front matter of a guide."""

    title: OneLine
    """What it is about."""
    platform: Platform | None = None
    """Where it holds; without it, everywhere, or on all devices of the vendor."""
    features: tuple[FeatureName, ...] = ()
    """Features that it is about; a change that asks for one of them shows it."""
    kinds: tuple[FeatureName, ...] = ()
    """Kinds of intents that it is about; empty: all."""
    caveats: tuple[OneLine, ...] = ()
    """What goes wrong, for the plan."""
    looks: tuple[tuple[OneLine, OneLine], ...] = ()
    """(command, what to see) for whoever carries the change out, filled in from the fields of its features."""

    @model_validator(mode="after")
    def _is_about_something(self) -> Self:
        if not self.features and not self.kinds:
            raise ValueError("a guide about everything is read by nobody; expected features or kinds")
        return _of_vendor(self, self.platform)


def _of_vendor(front: F, platform: str | None) -> F:
    if front.vendor and platform and front.vendor != vendor_of(platform):
        raise ValueError(f"{platform} is of {vendor_of(platform)}, not of {front.vendor}")
    return front


class Snippet(Record):
    """A piece that several blueprints share."""

    header: SnippetHeader
    """Where it holds."""
    template: str
    """Jinja, put into the blueprint where it is included."""
    digest: str
    """SHA-256 of the file's bytes."""
    file: str
    """Where it was read."""

    @property
    def reference(self) -> str:
        """`id@version`."""
        return f"{self.header.id}@{self.header.version}"


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
    snippets: tuple[Snippet, ...] = ()
    """What it includes; before a device is known, everything that it might include."""

    @property
    def reference(self) -> str:
        """`id@version`, as provenance names it."""
        return f"{self.header.id}@{self.header.version}"


class Guide(Record):
    """Text for the plan and the explain pack: caveats, commands to look with, references."""

    header: GuideHeader
    """Where it holds."""
    text: str
    """Markdown, without headings of the first two levels."""
    digest: str
    """SHA-256 of the file's bytes."""
    file: str
    """Where it was read."""

    @property
    def reference(self) -> str:
        """`id@version`."""
        return f"{self.header.id}@{self.header.version}"


class Knowledge(Record):
    """Everything that may be chosen from."""

    blueprints: tuple[Blueprint, ...] = ()
    """Bundled ones, and those of the organisation, which replace bundled ones by their ids."""
    snippets: tuple[Snippet, ...] = ()
    """What blueprints may include; those that do have them already."""
    guides: tuple[Guide, ...] = ()
    """Texts for people."""
