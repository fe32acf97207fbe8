"""What an earlier head of a pull request decided, as its own files prove; nothing where they prove nothing. Pure.

An approval may be carried over from that head only where it decided exactly the same. Nobody's word is taken for it:
the digests are worked out again from the files that were reviewed then.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.guard import read
from pipeline.pack import decision_digest
from schemas.canonical import digest
from schemas.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = "manifest.json"


def decided(intent: bytes, package: Mapping[str, bytes]) -> str:
    """Return the decision digest of a package; empty where a file is missing, too many, or other than it says."""
    try:
        manifest: Any = json.loads(package.get(MANIFEST, b""))
        subjects = {one["name"]: one["digest"]["sha256"] for one in manifest["subject"]}
        predicate = manifest["predicate"]
        listed = [str(name) for name in predicate["decision_files"]]
    except (ValueError, KeyError, TypeError):
        return ""
    there = {name: digest(content).removeprefix("sha256:") for name, content in package.items() if name != MANIFEST}
    document = read("intent.yaml", intent)
    if subjects != there or not set(listed) <= set(there) or isinstance(document, Finding):
        return ""
    found = decision_digest(document.data, package, sorted(listed))
    return found if found == predicate.get("decision_digest") else ""
