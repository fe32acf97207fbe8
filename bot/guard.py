"""What must not be in a pull request, whatever it says: names, modes and places. Pure.

Sources: CVE-2022-24348 and CVE-2022-24877 (links that lead out of a repository), CVE-2014-9390 (names that some file
system takes for another).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.paths import collisions
from schemas.finding import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.workspace import ChangedFile

MOST_FILES = 3_000
"""More than that, nobody reviews; and it is where GitHub stops to list."""
_WRITTEN = "changes/"


def refused(changed: Iterable[ChangedFile], intents: frozenset[str], paths: Iterable[str]) -> tuple[Finding, ...]:
    """Return what is wrong with the files of a pull request.

    `intents`: names whose packages may be written here; `paths`: every path of the head, for names that collide.
    """
    out = []
    listed = tuple(changed)
    for item in listed:
        if item.change == "deleted" and item.kind == "file":
            continue
        if item.kind in ("symlink", "submodule", "refused"):
            what = {"symlink": "a link", "submodule": "a submodule"}.get(item.kind, "a name that is not allowed")
            out.append(_error("path-refused", item.path, f"{_shown(item.path)} is {what}; expected a plain file"))
        elif item.kind == "executable" and item.path.startswith(("intents/", _WRITTEN)):
            out.append(_error("path-refused", item.path, f"{_shown(item.path)} is executable; expected a plain file"))
    for item in listed:
        parts = item.path.split("/")
        if item.path.startswith(_WRITTEN) and (len(parts) < 3 or parts[1] not in intents):
            message = f"{_shown(item.path)} belongs to no intent of this pull request; only the bot writes changes/"
            out.append(_error("package-foreign", item.path, message))
        if item.path.startswith("intents/") and item.kind == "file" and not _plain_intent(parts):
            message = f"{_shown(item.path)} is not read; expected intents/<name>.yaml"
            out.append(_error("intent-misplaced", item.path, message))
        elif item.path.startswith("intents/") and item.change == "deleted" and parts[-1].endswith(".yaml"):
            message = f"{_shown(item.path)} is deleted, which takes nothing off the network; its file is the record"
            hint = "keep it, and ask for `retire` of it in an intent of its own; another name is another intent"
            out.append(_error("intent-deleted", item.path, message, hint))
    mine = {item.path for item in listed}
    for group in collisions(paths):
        if touched := [path for path in group if path in mine or any(one.startswith(f"{path}/") for one in mine)]:
            names = ", ".join(_shown(path) for path in group)
            out.append(_error("path-refused", touched[0], f"{names} are one name where case does not count"))
    if len(listed) > MOST_FILES:
        out.append(_error("too-many-files", "", f"{len(listed)} files are changed; at most {MOST_FILES} are looked at"))
    return tuple(out)


def _plain_intent(parts: list[str]) -> bool:
    return len(parts) == 2 and (parts[1].endswith(".yaml") or parts[1] in (".gitkeep", "README.md"))


def _shown(path: str) -> str:
    return path.encode("unicode_escape").decode() if not path.isprintable() else path


def _error(rule: str, path: str, message: str, hint: str = "take it out") -> Finding:
    place = Place(file=_shown(path)) if path else None
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=place, hint=hint)
