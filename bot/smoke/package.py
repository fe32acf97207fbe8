"""Read the change package by the API and count its digests again: list, files, manifest, and what is to be approved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.smoke.base import OURS, BrokenError, expect
from schemas.canonical import digest, digest_of

if TYPE_CHECKING:
    from bot.smoke.base import Visit

_NEEDED = (
    "manifest.json",
    "job.json",
    "candidates.json",
    "change-plan.json",
    "validation.json",
    "footprint.json",
    "explain.md",
)


def complete(visit: Visit) -> str:
    """Read every file; each must be what its digest says, and the manifest must name each."""
    listed = visit.read(visit.job["links"]["artifacts"])["items"]
    manifests: dict[str, str] = {}
    files = {one["path"]: _content(visit, one["path"], one["digest"]) for one in listed}
    for intent in visit.job["intents"]:
        if missing := [name for name in _NEEDED if f"{intent}/{name}" not in files]:
            raise BrokenError(f"the package of {intent} lacks {', '.join(missing)}", OURS)
        statement = files[f"{intent}/manifest.json"]
        manifests[intent] = digest(statement)
        named = {one["name"]: f"sha256:{one['digest']['sha256']}" for one in json.loads(statement)["subject"]}
        there = {path.split("/", 1)[1]: digest(text) for path, text in files.items() if path.startswith(f"{intent}/")}
        there.pop("manifest.json")
        if wrong := sorted(name for name in {*named, *there} if named.get(name) != there.get(name)):
            raise BrokenError(f"the manifest of {intent} does not fit {wrong[0]}", OURS)
    if digest_of(manifests) != visit.job["digest"]:
        raise BrokenError("the digest to approve is not that of the manifests", OURS)
    return f"{len(files)} files, each as its digest and the manifest say; to approve: {visit.job['digest'][:19]}"


def cached(visit: Visit) -> str:
    """Ask for the job again with its ETag: nothing must come back."""
    path = visit.job["links"]["self"]
    tag = visit.client.get(path, headers=visit.caller).headers.get("etag", "")
    expect(visit.client.get(path, headers={**visit.caller, "If-None-Match": tag}), 304, "the job with its ETag")
    return "a job that did not move is not sent again"


def _content(visit: Visit, path: str, named: str) -> bytes:
    said = visit.client.get(f"{visit.job['links']['artifacts']}/{path}", headers=visit.caller)
    expect(said, 200, path)
    if digest(said.content) != named:
        raise BrokenError(f"{path} is not what its digest says", OURS)
    return said.content
