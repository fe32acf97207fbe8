"""Load rules, parameters and waivers from files: every mistake is a finding with line and column."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

import policies
from pipeline.guard import Document, read
from pipeline.invalid import problems
from pipeline.policy.cel import VARIABLES, BrokenError, compiled
from schemas.base import Record
from schemas.canonical import digest
from schemas.finding import Finding, Place, Severity, ordered
from schemas.policy import Parameters, Policy, PolicySet, Waivers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policies.base import Rule
    from schemas.policy import About, Change, Waiver

R = TypeVar("R", bound=Record)
PARAMETERS, WAIVERS = "parameters.yaml", "waivers.yaml"
_PARAM = re.compile(r"\bparam\.([a-z_][a-z0-9_]*)")
_SLOT = re.compile(r"\{([^}]*)\}")
_PATH = re.compile(r"[a-z]+(\.[a-z_][a-z0-9_]*)+$")


@cache
def python_rules() -> Mapping[str, Rule]:
    """Return every bundled rule in Python, by the name of its file with dashes."""
    names = sorted(info.name for info in iter_modules(policies.__path__))
    modules = {name.replace("_", "-"): import_module(f"{policies.__name__}.{name}") for name in names}
    return MappingProxyType({name: module.PLUGIN for name, module in modules.items() if hasattr(module, "PLUGIN")})


def rule(file: str, raw: bytes) -> Policy | tuple[Finding, ...]:
    """Return the rule of a file, or what is wrong with it."""
    policy, document, unread = _parsed(file, raw, Policy)
    if policy is None:
        return unread
    wrong = []
    stem = PurePosixPath(file).stem
    if policy.id != stem:
        wrong.append(_finding(document.place(("id",)), f"id is {policy.id!r}, expected the file's stem {stem!r}"))
    for key, text in (("when", policy.when), ("assert", policy.holds)):
        wrong += _expression(document, raw, (key, text), policy)
    for slot in _SLOT.findall(policy.message):
        if not _PATH.match(slot) or slot.partition(".")[0] not in VARIABLES:
            message = f"message: {{{slot}}} is no value; expected such as {{it.text}}, of {', '.join(VARIABLES)}"
            wrong.append(_finding(document.place(("message",)), message))
    return ordered(wrong) if wrong else policy


def assemble(bundled: Sequence[Policy], own: Mapping[str, bytes]) -> tuple[PolicySet, tuple[Finding, ...]]:
    """Return what changes are judged by: the bundled rules, and the files of `policies/` of a network repository.

    A rule of the organisation with the id of a bundled one replaces it. A broken file is a finding that blocks, so
    that no rule is ever lost without a word.
    """
    findings: list[Finding] = []
    rules = {item.id: item for item in bundled}
    mine: list[str] = []
    for file, raw in sorted(own.items()):
        if PurePosixPath(file).name in (PARAMETERS, WAIVERS):
            continue
        if not file.endswith(".yaml"):
            findings.append(_finding(Place(file=file), "files of policies end in .yaml; this one was not read"))
            continue
        found = rule(file, raw)
        if isinstance(found, Policy):
            rules[found.id] = found
            mine.append(found.id)
        else:
            findings += found
    known: dict[str, About] = {**{name: one.about for name, one in python_rules().items()}, **rules}
    changes = _changes(own, known, findings)
    waivers = _waivers(own, known, findings)
    made = PolicySet(
        rules=tuple(rules[name] for name in sorted(rules)),
        own=tuple(sorted(mine)),
        changes=changes,
        waivers=waivers,
        digests=tuple(sorted((file, digest(raw)) for file, raw in own.items() if file.endswith(".yaml"))),
    )
    return made, ordered(findings)


def asks_for_requester(policies: PolicySet) -> bool:
    """Tell whether a rule that the organisation brought or changed looks at who asks for the change.

    Otherwise nobody's name goes into a package. A bundled rule about people holds for everybody until it is changed.
    """
    changed = {name for name, change in policies.changes if change.severity != "off"}
    rules: dict[str, About] = {name: one.about for name, one in python_rules().items()}
    rules |= {item.id: item for item in policies.rules}
    return any(sees_people(rules[name]) for name in changed | {*policies.own} if name in rules)


def sees_people(about: About) -> bool:
    """Tell whether a rule looks at who asks for the change: `change.requester`, or the roles of whoever it is."""
    return about.sees_people or (isinstance(about, Policy) and "requester" in f"{about.when} {about.holds}")


def _changes(
    own: Mapping[str, bytes], known: Mapping[str, About], findings: list[Finding]
) -> tuple[tuple[str, Change], ...]:
    file = next((name for name in own if PurePosixPath(name).name == PARAMETERS), "")
    if not file:
        return ()
    parameters, document, unread = _parsed(file, own[file], Parameters)
    findings += unread
    if parameters is None:
        return ()
    for name, change in parameters.rules.items():
        about = known.get(name)
        if about is None:
            findings.append(_finding(document.place(("rules", name)), f"there is no rule {name!r}"))
            continue
        for key, value in change.parameters.items():
            place = document.place(("rules", name, "parameters", key))
            if key not in about.parameters:
                there = ", ".join(about.parameters) or "none"
                findings.append(_finding(place, f"rule {name} has no parameter {key!r}; there: {there}"))
            elif not _alike(about.parameters[key], value):
                kind = _kind(about.parameters[key])
                findings.append(_finding(place, f"{key} of rule {name} is {_kind(value)}, expected {kind}"))
    return tuple(sorted(parameters.rules.items()))


def _waivers(own: Mapping[str, bytes], known: Mapping[str, About], findings: list[Finding]) -> tuple[Waiver, ...]:
    file = next((name for name in own if PurePosixPath(name).name == WAIVERS), "")
    if not file:
        return ()
    waivers, document, unread = _parsed(file, own[file], Waivers)
    findings += unread
    if waivers is None:
        return ()
    for number, item in enumerate(waivers.waivers):
        if item.rule not in known:
            findings.append(
                _finding(document.place(("waivers", number, "rule")), f"there is no rule {item.rule!r} to be waived")
            )
    return waivers.waivers


def _parsed(file: str, raw: bytes, record: type[R]) -> tuple[R | None, Document, tuple[Finding, ...]]:
    document = read(file, raw)
    if isinstance(document, Finding):
        return None, Document(file, None, {}), (document,)
    try:
        return record.model_validate_json(json.dumps(document.data)), document, ()
    except ValidationError as error:
        wrong = ordered([_finding(document.place(path), message) for path, message in problems(error)])
        return None, document, wrong


def _expression(document: Document, raw: bytes, said: tuple[str, str], policy: Policy) -> list[Finding]:
    key, text = said
    place = document.place((key,))
    try:
        compiled(text)
    except BrokenError as error:
        return [_finding(_inside(place, raw, error), f"{key}: {error}")]
    unknown = sorted(set(_PARAM.findall(text)) - set(policy.parameters))
    return [_finding(place, f"{key}: param.{name} is no parameter of the rule") for name in unknown]


def _inside(place: Place, raw: bytes, error: BrokenError) -> Place:
    """Return where in the file a place of an expression is: after its quote, or below its key where it is a block."""
    lines = raw.decode(errors="replace").split("\n")
    sign = lines[place.line - 1][place.column - 1 : place.column]
    if sign in ("|", ">"):
        below = lines[place.line + error.line - 1] if place.line + error.line <= len(lines) else ""
        indent = len(below) - len(below.lstrip())
        return Place(file=place.file, line=place.line + error.line, column=indent + error.column)
    quote = 1 if sign in ("'", '"') else 0
    column = place.column + quote + error.column - 1 if error.line == 1 else error.column
    return Place(file=place.file, line=place.line + error.line - 1, column=column)


def _alike(default: object, value: object) -> bool:
    return type(default) is type(value)


def _kind(value: object) -> str:
    return {list: "a list", dict: "a mapping", str: "text", int: "a number", bool: "true or false"}.get(
        type(value), "nothing"
    )


def _finding(place: Place, message: str) -> Finding:
    hint = "every change is blocked until the file is mended, so that no rule is lost without a word"
    return Finding(rule="policy-invalid", severity=Severity.ERROR, message=message, place=place, hint=hint)
