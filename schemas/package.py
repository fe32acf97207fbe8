"""The change package: its files, its manifest, and what could not be assessed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from schemas.base import Record
from schemas.finding import Finding
from schemas.job import Input


class NotAssessed(Record):
    """A typed gap: something that belongs into the package and was not looked at."""

    kind: Literal["not-assessed"] = "not-assessed"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    subject: str
    """What was not assessed."""
    reason: str
    """Why."""


class Predicate(Record):
    """What the manifest says about the files."""

    intent: str
    """Which intent."""
    decision_digest: str
    """Digest of what is decided: everything but wording and evidence."""
    decision_files: tuple[str, ...]
    """Files that it covers, sorted."""
    inputs: tuple[Input, ...]
    """What went in, by name."""


class FileDigest(Record):
    """Digests of a file."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of its bytes, in hexadecimal."""


class Subject(Record):
    """A file."""

    name: str
    """Path inside the package."""
    digest: FileDigest
    """Of its bytes."""


class Manifest(Record):
    """The files of a package with their digests: an in-toto statement (in-toto Attestation Framework, Statement v1)."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    type: Annotated[Literal["https://in-toto.io/Statement/v1"], Field(alias="_type")] = (
        "https://in-toto.io/Statement/v1"
    )
    """What this is."""
    subject: tuple[Subject, ...]
    """Every file of the package but this one, by name."""
    predicate_type: Annotated[Literal["urn:gains:change-package:v1"], Field(alias="predicateType")] = (
        "urn:gains:change-package:v1"
    )
    """What the predicate says."""
    predicate: Predicate
    """What the files are."""

    def statement(self) -> dict[str, Any]:
        """Return the statement with the names that in-toto prescribes."""
        return self.model_dump(mode="json", by_alias=True)


class ChangePackage(Record):
    """Everything that is reviewed for one intent."""

    intent: str
    """Which intent."""
    files: tuple[tuple[str, bytes], ...]
    """Path inside `changes/<intent>/` and content, sorted; the manifest among them."""
    findings: tuple[Finding, ...]
    """Errors first; the same as in its validation."""
    digest: str
    """Manifest digest: every byte."""
    decision_digest: str
    """Digest of what is decided."""
    blocking: bool
    """Whether it must not be merged."""
    degraded: tuple[str, ...]
    """Checks without a verdict that do not block."""
    holds_until: str = ""
    """Last day on which it may be merged, because a waiver that it rests on ends then; empty without an end."""
