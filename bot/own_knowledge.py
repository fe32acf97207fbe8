"""The organisation's knowledge, from `knowledge/` of the base branch: by their ids items replace bundled ones."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, TypeVar

from bot.knowledge import DEFAULTS, bundled, guides, including, snippets
from pipeline import front
from pipeline.ground import INCLUDE
from pipeline.policy.load import python_rules
from pipeline.registry import features, kinds, parse_backs
from renderers.lint import problems_of
from renderers.reads import compiled
from schemas.finding import Finding, Place, Severity, ordered
from schemas.knowledge import Blueprint, Defaults, Guide, Knowledge, Snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.files import Files

ROOT = "knowledge"
FOLDER = f"{ROOT}/blueprints"
I = TypeVar("I", bound=Blueprint | Guide | Snippet)  # noqa: E741 - an item


def own(base: Files) -> tuple[Knowledge, tuple[Finding, ...]]:
    """Return the sound items of the organisation, and what is wrong with the others."""
    wrong: list[Finding] = []
    mine = tuple(_all(base, "snippets", ".j2", front.snippet, wrong))
    shared = _together(snippets(_platforms(base)), mine)
    written = including(_all(base, "blueprints", ".j2", front.blueprint, wrong), shared)
    sound: list[Blueprint] = []
    for item in written:
        problems = linted(item)
        wrong += problems
        sound += [] if problems else [item]
    said: list[Guide] = []
    for one in _all(base, "guides", ".md", front.guide, wrong):
        problems = _about(one)
        wrong += problems
        said += [] if problems else [one]
    return Knowledge(blueprints=tuple(sound), snippets=mine, guides=tuple(said)), ordered(wrong)


def own_blueprints(base: Files) -> tuple[tuple[Blueprint, ...], tuple[Finding, ...]]:
    """Return the sound blueprints of the organisation, and what is wrong with its knowledge."""
    found, wrong = own(base)
    return found.blueprints, wrong


def knowledge(base: Files, platforms: Iterable[str]) -> tuple[Knowledge, tuple[Finding, ...]]:
    """Return all knowledge for those platforms, and what is wrong with the organisation's.

    A snippet of the organisation takes the place of the bundled one of its id in bundled blueprints, too.
    """
    wanted = tuple(sorted(set(platforms)))
    mine, wrong = own(base)
    shared = _together(snippets(wanted), mine.snippets)
    blueprints = _together(bundled(wanted), mine.blueprints)
    made = Knowledge(
        blueprints=including(blueprints, shared) if mine.snippets else blueprints,
        snippets=shared,
        guides=_together(guides(wanted), mine.guides),
    )
    return made, wrong


def together(there: Iterable[Blueprint], mine: Iterable[Blueprint]) -> tuple[Blueprint, ...]:
    """Return all blueprints; an own one takes the place of the bundled one of its id."""
    return _together(there, tuple(mine))


def linted(item: Blueprint) -> list[Finding]:
    """Return what is wrong with a blueprint that could be read."""
    header, known = item.header, features()
    cls = known.get(header.feature)
    if cls is None:
        return [_finding(item, f"feature {header.feature!r} is not known; expected one of {', '.join(known)}")]
    whole, problems = _spread(item)
    problems += problems_of(whole, cls)
    if not header.reads and header.feature not in parse_backs():
        problems.append("it has no reads: whether a candidate shows what was asked for could not be seen")
    problems += [
        f"pattern {pattern!r} reads {field!r}, which {header.feature} has not"
        for pattern in header.reads
        for field in compiled(pattern).kinds
        if field not in cls.model_fields
    ]
    names = dict.fromkeys((*header.requires, *header.conflicts))
    problems += [f"it names {name!r}, which is no feature" for name in names if name not in known]
    return [_finding(item, problem) for problem in problems]


def _spread(item: Blueprint) -> tuple[str, list[str]]:
    """Return the template with what it includes, and which snippets nobody has."""
    there = {one.header.fragment: one.template for one in item.snippets}
    lacking = [name for name in dict.fromkeys(INCLUDE.findall(item.template)) if name not in there]
    whole = INCLUDE.sub(lambda match: there.get(match[1], ""), item.template)
    problems = [f"it includes {name!r}, and there is no such snippet" for name in lacking]
    if "include" in INCLUDE.sub("", item.template) and "{% include" in whole.replace("{%-", "{%"):
        problems.append('a snippet is included by its name alone, as in {% include "name" %}')
    return whole, problems


def _about(item: Guide) -> list[Finding]:
    header, known = item.header, features()
    problems = [f"it names {name!r}, which is no feature" for name in header.features if name not in known]
    problems += [f"it names {name!r}, which is no kind" for name in header.kinds if name not in kinds()]
    fields = [set(known[name].model_fields) for name in header.features if name in known]
    shared = set.intersection(*fields) if fields else set()
    for command, expect in header.looks:
        try:
            asked = {name for _, name, _, _ in string.Formatter().parse(command + expect) if name is not None}
        except ValueError as error:
            problems.append(f"look {command!r}: {error}")
            continue
        problems += [f"look {command!r} names {name!r}, which not all its features have" for name in asked - shared]
    return [_finding(item, problem) for problem in problems]


def rules_named(items: Iterable[Blueprint | Guide | Snippet], rules: Iterable[str]) -> list[Finding]:
    """Return which items name rules that there are not."""
    known = {*rules, *python_rules()}
    return [
        _finding(item, f"it rests on the rule {name!r}, and there is no such rule")
        for item in items
        for name in item.header.policies
        if name not in known
    ]


def _all(
    base: Files, folder: str, end: str, reader: Callable[[str, bytes], I | Finding], wrong: list[Finding]
) -> list[I]:
    found: list[I] = []
    ids: dict[str, str] = {}
    file = f"{ROOT}/{folder}/{DEFAULTS}"
    raw = base.read(file)
    said = front.defaults(file, raw) if raw is not None else Defaults()
    if isinstance(said, Finding):
        wrong.append(said)
        said = Defaults()
    for path in base.names(f"{ROOT}/{folder}"):
        if not path.endswith(end):
            continue
        item = reader(path, base.read(path) or b"")
        if isinstance(item, Finding):
            wrong.append(item)
        elif item.header.id in ids:
            wrong.append(_finding(item, f"its id is that of {ids[item.header.id]}"))
        else:
            ids[item.header.id] = path
            found.append(front.completed(item, said))  # type: ignore[type-var]  # mypy loses the variable in `elif`
    return found


def _platforms(base: Files) -> tuple[str, ...]:
    from pipeline.engine import platforms

    return platforms() if base.names(FOLDER) else ()


def _together(there: Iterable[I], mine: Iterable[I]) -> tuple[I, ...]:
    own_items = tuple(mine)
    ids = {item.header.id for item in own_items}
    return (*(item for item in there if item.header.id not in ids), *own_items)


def _finding(item: Blueprint | Guide | Snippet, message: str) -> Finding:
    text = f"{item.reference}: {message}"
    return Finding(rule="knowledge-invalid", severity=Severity.ERROR, message=text, place=Place(file=item.file))
