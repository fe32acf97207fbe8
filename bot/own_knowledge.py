"""The organisation's own blueprints, from `knowledge/` of the base branch: by their ids they replace bundled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ground import blueprint
from pipeline.registry import features
from renderers.lint import problems_of
from renderers.reads import compiled
from schemas.finding import Finding, Place, Severity, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.files import Files
    from schemas.knowledge import Blueprint

FOLDER = "knowledge/blueprints"


def own_blueprints(base: Files) -> tuple[tuple[Blueprint, ...], tuple[Finding, ...]]:
    """Return the sound blueprints of the folder, and what is wrong with the others."""
    found: list[Blueprint] = []
    wrong: list[Finding] = []
    for path in base.names(FOLDER):
        if not path.endswith(".j2"):
            continue
        item = blueprint(path, base.read(path) or b"")
        if isinstance(item, Finding):
            wrong.append(item)
            continue
        problems = linted(item)
        wrong += problems
        if not problems:
            found.append(item)
    return tuple(found), ordered(wrong)


def together(bundled: Iterable[Blueprint], own: Iterable[Blueprint]) -> tuple[Blueprint, ...]:
    """Return all knowledge; an own blueprint takes the place of the bundled one of its id."""
    mine = tuple(own)
    ids = {item.header.id for item in mine}
    return (*(item for item in bundled if item.header.id not in ids), *mine)


def linted(item: Blueprint) -> list[Finding]:
    """Return what is wrong with a blueprint that could be read."""
    header, known = item.header, features()
    cls = known.get(header.feature)
    if cls is None:
        return [_finding(item, f"feature {header.feature!r} is not known; expected one of {', '.join(known)}")]
    problems = list(problems_of(item.template, cls))
    if not header.reads:
        problems.append("it has no reads: whether a candidate shows what was asked for could not be seen")
    problems += [
        f"pattern {pattern!r} reads {field!r}, which {header.feature} has not"
        for pattern in header.reads
        for field in compiled(pattern).kinds
        if field not in cls.model_fields
    ]
    problems += [f"it requires {name!r}, which is no feature" for name in header.requires if name not in known]
    return [_finding(item, problem) for problem in problems]


def _finding(item: Blueprint, message: str) -> Finding:
    text = f"{item.reference}: {message}"
    return Finding(rule="blueprint-invalid", severity=Severity.ERROR, message=text, place=Place(file=item.file))
