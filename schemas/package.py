"""The change package: its files, its manifest, and what could not be assessed."""

from __future__ import annotations

from typing import Any, Literal

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


class Manifest(Record):
    """The files of a package with their digests: an in-toto statement (in-toto Attestation Framework, Statement v1)."""

    type: Literal["https://in-toto.io/Statement/v1"] = "https://in-toto.io/Statement/v1"
    """Written as `_type`."""
    subject: tuple[dict[str, Any], ...]
    """`name` and `digest.sha256` of every file, by name."""
    predicate_type: Literal["urn:gains:change-package:v1"] = "urn:gains:change-package:v1"
    """Written as `predicateType`."""
    predicate: Predicate
    """What the files are."""

    def statement(self) -> dict[str, Any]:
        """Return the statement with the names that in-toto prescribes."""
        said = self.model_dump(mode="json")
        return {
            "_type": said["type"],
            "subject": said["subject"],
            "predicateType": said["predicate_type"],
            "predicate": said["predicate"],
        }


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
