"""Try an organisation's blueprints on its cases: `knowledge/cases/<id of the blueprint>/<name>.yaml`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.blueprint_case import try_case
from pipeline.guard import read
from pipeline.invalid import problems
from schemas.blueprint_case import BlueprintCase
from schemas.finding import Finding, Place, Severity, ordered

if TYPE_CHECKING:
    from bot.files import Files
    from schemas.knowledge import Blueprint, Knowledge

FOLDER = "knowledge/cases"


def tried(base: Files, items: Knowledge) -> tuple[Finding, ...]:
    """Return what is wrong: a blueprint without a case (a warning), a case that is not as it says (an error).

    Snippets have no cases of their own: a blueprint that includes them shows what they write.
    """
    known = {item.header.id: item for item in items.blueprints}
    found: list[Finding] = []
    seen = set()
    for path in base.below(FOLDER):
        parts = path.removeprefix(f"{FOLDER}/").split("/")
        item = known.get(parts[0])
        if len(parts) != 2 or not parts[1].endswith(".yaml"):
            found.append(_finding(path, "it is not read; expected knowledge/cases/<id of a blueprint>/<name>.yaml"))
        elif item is None:
            message = f"there is no sound blueprint {parts[0]!r} in knowledge/blueprints"
            found.append(_finding(path, message))
        else:
            seen.add(parts[0])
            found += _one(path, base.read(path) or b"", item)
    for name in sorted(known.keys() - seen):
        item = known[name]
        message = f"{item.reference}: it has no case, so that nobody knows what it writes and whether it can be undone"
        hint = f"write {FOLDER}/{name}/<name>.yaml with running, feature and lines"
        found.append(
            Finding(
                rule="knowledge-case-missing",
                severity=Severity.WARNING,
                message=message,
                place=Place(file=item.file),
                hint=hint,
            )
        )
    return ordered(found)


def _one(path: str, raw: bytes, item: Blueprint) -> list[Finding]:
    document = read(path, raw)
    if isinstance(document, Finding):
        return [document.model_copy(update={"rule": "knowledge-case"})]
    try:
        case = BlueprintCase.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        where, message = problems(error)[0]
        return [_finding(path, message).model_copy(update={"place": document.place(where)})]
    return [_finding(path, f"{item.reference}: {case.case}: {one}") for one in try_case(item, case)]


def _finding(path: str, message: str) -> Finding:
    return Finding(rule="knowledge-case", severity=Severity.ERROR, message=message, place=Place(file=path))
