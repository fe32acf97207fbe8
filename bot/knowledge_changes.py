"""Say which items of knowledge and which rules differ between two states, and which keep a version unduly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge import DEFAULTS, bundled, guides, snippets
from bot.policies import bundled as bundled_rules
from pipeline import front
from pipeline.engine import platforms
from pipeline.policy.load import python_rules
from schemas.finding import Finding, Place, Severity
from schemas.impact import ItemChange
from schemas.knowledge import Blueprint, Guide, Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.files import Files
    from schemas.workspace import ChangedFile

FOLDERS = ("knowledge/", "policies/")
"""What the report is about."""
_READERS = {"blueprints": front.blueprint, "snippets": front.snippet, "guides": front.guide}
_SAID = {"version", "reviewed", "review_by", "source", "references", "status"}
"""Fields of front matter that may change without another version: nothing is written by them."""
Item = Blueprint | Snippet | Guide


def is_rule(path: str) -> bool:
    """Tell whether a path belongs to knowledge or policies; case does not help to hide one."""
    return path.casefold().startswith(FOLDERS)


def rules_of(changed: Iterable[ChangedFile]) -> frozenset[str]:
    """Return the plain files of knowledge and policies among changed ones; what is none is refused elsewhere."""
    return frozenset(item.path for item in changed if is_rule(item.path) and item.kind in ("file", "executable"))


def differing(one: Files, other: Files) -> frozenset[str]:
    """Return the paths of knowledge and policies that are not the same in both."""
    paths = {path for folder in FOLDERS for files in (one, other) for path in files.below(folder.rstrip("/"))}
    return frozenset(path for path in paths if one.read(path) != other.read(path))


def items(today: Files, then: Files) -> tuple[ItemChange, ...]:
    """Return what differs, by file."""
    found = []
    for path in sorted(differing(today, then)):
        was, will = today.read(path), then.read(path)
        before, after = (_said(path, raw) for raw in (was, will))
        if was is None:
            before = _replaced(path, will)
        found.append(ItemChange(file=path, before=before, after=after))
    return tuple(found)


def reach(today: Files, then: Files) -> frozenset[str] | None:
    """Return the platforms whose devices may be concerned; None for all."""
    out: set[str] = set()
    for path in differing(today, then):
        if path.startswith(("knowledge/cases/", "policies/cases/")):
            continue
        for raw in (today.read(path), then.read(path)):
            item = _item(path, raw)
            if raw is not None and (item is None or item.header.platform is None):
                return None
            if item is not None and item.header.platform is not None:
                out.add(item.header.platform)
    return frozenset(out)


def kept_versions(today: Files, then: Files) -> tuple[Finding, ...]:
    """Return a finding for every item that says something else under the name and version that it had.

    Packages name what they rest on by `id@version`: two texts of one name could not be told apart.
    """
    found = []
    theirs = {one.reference: one for one in _bundled()}
    for path in sorted(differing(today, then)):
        was, now = (_item(path, files.read(path)) for files in (today, then))
        old = was or (theirs.get(now.reference) if now is not None else None)
        if old is None or now is None or (now.header.id, now.header.version) != (old.header.id, old.header.version):
            continue
        if _weighs(old) != _weighs(now):
            whose = "it has" if was is not None else "the bundled one has"
            message = f"{now.reference}: it says something else under the version that {whose}"
            hint = "raise the version: packages name what they rest on by id@version"
            place = Place(file=path, line=_line(then.read(path) or b""))
            rule = "knowledge-version-kept"
            found.append(Finding(rule=rule, severity=Severity.ERROR, message=message, place=place, hint=hint))
    return tuple(found)


def _line(raw: bytes) -> int:
    lines = raw.split(b"\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith(b"version:")), 1)


def _weighs(item: Item) -> tuple[str, str]:
    return item.header.model_dump_json(exclude=_SAID), item.text if isinstance(item, Guide) else item.template


def _item(path: str, raw: bytes | None) -> Item | None:
    parts = path.split("/")
    if raw is None or len(parts) != 3 or parts[0] != "knowledge" or parts[1] not in _READERS or parts[2] == DEFAULTS:
        return None
    found = _READERS[parts[1]](path, raw)
    return None if isinstance(found, Finding) else found


def _said(path: str, raw: bytes | None) -> str:
    if raw is None:
        return ""
    item = _item(path, raw)
    if item is not None:
        return item.reference if item.header.status == "active" else f"{item.reference} ({item.header.status})"
    if path.startswith(("knowledge/cases/", "policies/cases/")):
        return "a case"
    parts = path.split("/")
    if parts[0] == "policies" and len(parts) == 2 and parts[1] not in ("parameters.yaml", "waivers.yaml"):
        return f"rule {parts[1].removesuffix('.yaml')}"
    return parts[-1]


def _replaced(path: str, raw: bytes | None) -> str:
    """Say what of the bundled things a new file takes the place of."""
    item = _item(path, raw)
    if item is not None:
        there = (one.reference for one in _bundled() if type(one) is type(item) and one.header.id == item.header.id)
        return next((f"bundled {one}" for one in there), "")
    stem = path.removeprefix("policies/").removesuffix(".yaml")
    known = {*python_rules(), *(rule.id for rule in bundled_rules())}
    return f"bundled rule {stem}" if path.startswith("policies/") and stem in known else ""


def _bundled() -> tuple[Item, ...]:
    names = platforms()
    return (*bundled(names), *snippets(names), *guides(names))
