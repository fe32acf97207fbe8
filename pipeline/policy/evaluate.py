"""Evaluate rules on a change: each on the things it looks at, one by one, and never more than its budget."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.policy.cel import Answer, Scene, compiled
from pipeline.policy.load import python_rules
from schemas.finding import Severity
from schemas.policy import Policy, Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.policy.device_view import DeviceView, Item
    from pipeline.policy.view import View
    from policies.base import Rule
    from schemas.policy import About, PolicySet

_MOST = 50
"""Violations of one rule that are told one by one; of the rest only the number."""
_PARAM = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\bparam\.""")
_SLOT = re.compile(r"\{([^}]*)\}")
_IT, _DEVICE = re.compile(r"\bit\.([A-Za-z_]\w*)"), re.compile(r"\bdevice\.([A-Za-z_]\w*)")
_BARE = re.compile(r"\b(?:it|device)\b(?!\.[A-Za-z_])")
_LACKING = object()


@dataclass(slots=True)
class Evaluated:
    """What rules came to."""

    violations: list[Violation] = field(default_factory=list)
    evaluated: list[str] = field(default_factory=list)
    """Rules that looked at something."""
    idle: list[str] = field(default_factory=list)
    """Rules that hold for nothing of this change."""
    off: list[str] = field(default_factory=list)
    """Rules that the organisation has switched off."""
    blind: list[str] = field(default_factory=list)
    """Rules that need something that is not known."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule in CEL with what the organisation changed of it."""

    policy: Policy
    severity: Severity
    parameters: Mapping[str, Any]
    reads: tuple[tuple[str, ...], tuple[str, ...]] | None
    """Fields of the thing and of its device that it reads: the same values give the same answer, whatever the device.
    None where that cannot be told."""

    @property
    def expression(self) -> Any:
        """The rule, compiled when something is first held against it."""
        return _expression(self.policy.id, self.policy.when, self.policy.holds)


def evaluate(policies: PolicySet, view: View, *, whole: bool = True) -> Evaluated:
    """Evaluate every rule; with `whole=False` only those that look at the change itself.

    Law: an expression that is not true, for whatever reason, is a violation.
    """
    out = Evaluated()
    changes = dict(policies.changes)
    ready: list[Ready] = []
    coded: list[tuple[Rule, Severity, Mapping[str, Any]]] = []
    rules: dict[str, About] = {item.id: item for item in policies.rules}
    rules |= {name: item.about for name, item in python_rules().items() if name not in rules}
    for name in sorted(rules):
        about = rules[name]
        change = changes.get(name)
        severity = change.severity if change and change.severity else about.severity
        parameters = about.parameters | (change.parameters if change else {})
        kinds = about.applies_to.kinds
        if severity == "off":
            out.off.append(name)
        elif (kinds and view.change["kind"] not in kinds) or (not whole and about.each != "change"):
            out.idle.append(name)
        elif set(about.needs) - view.known:
            out.blind.append(name)
        elif isinstance(about, Policy):
            ready.append(Ready(about, Severity(severity), parameters, _reads(about)))
        else:
            coded.append((python_rules()[name], Severity(severity), parameters))
    _cel(ready, view, out)
    _python(coded, view, out)
    out.evaluated.sort()
    out.idle = sorted(set(out.idle) - set(out.evaluated))
    out.violations.sort(key=lambda one: (one.rule, one.device, one.line, one.message))
    return out


def _cel(ready: Sequence[Ready], view: View, out: Evaluated) -> None:
    by: dict[str, list[Ready]] = {}
    for rule in ready:
        by.setdefault(rule.policy.each, []).append(rule)
    param = {rule.policy.id: dict(rule.parameters) for rule in ready}
    count: dict[str, int] = {}
    looked: set[str] = set()
    # A change over a fleet has the same lines over and over, and handing values over costs more than evaluating.
    told: dict[tuple[str, str], Answer] = {}
    if "change" in by:
        whole = Scene({"change": view.change, "param": param})
        for rule in by["change"]:
            looked.add(rule.policy.id)
            said = whole.evaluate(rule.expression)
            if not said.holds:
                _one(rule, said, {"change": view.change}, None, None, (out, count))
    for device in view.devices:
        for each, rules in by.items():
            mine = [rule for rule in rules if _about(rule.policy, device)]
            if each == "change" or not mine:
                continue
            items: Sequence[Item | None] = [None] if each == "device" else device.items.get(each, ())  # type: ignore[call-overload]
            for item in items:
                values = {"change": view.change, "device": device.values, "it": item.values if item else {}}
                scene: Scene | None = None
                for rule in mine:
                    looked.add(rule.policy.id)
                    key = _key(rule, values)
                    answer = told.get(key) if key else None
                    if answer is None:
                        scene = scene or Scene(values | {"param": param})
                        answer = scene.evaluate(rule.expression)
                        if key:
                            told[key] = answer
                    if not answer.holds:
                        _one(rule, answer, values, device, item, (out, count))
    out.evaluated += sorted(looked)
    out.idle += [rule.policy.id for rule in ready if rule.policy.id not in looked]
    for rule in ready:
        rest = count.get(rule.policy.id, 0) - _MOST
        if rest > 0:
            message = f"and {rest} more of the same"
            out.violations.append(Violation(rule=rule.policy.id, severity=rule.severity, message=message))


def _reads(policy: Policy) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the fields that a rule reads; a word in a text only adds to them, so that nothing is ever left out."""
    text = f"{policy.when} {policy.holds}"
    if _BARE.search(text):
        return None
    one, other = (tuple(sorted({found[1] for found in at.finditer(text)})) for at in (_IT, _DEVICE))
    return one, other


def _key(rule: Ready, values: Mapping[str, Any]) -> tuple[str, str] | None:
    if rule.reads is None:
        return None
    it, device = values["it"], values["device"]
    one, other = rule.reads
    return rule.policy.id, repr(
        ([it.get(name, _LACKING) for name in one], [device.get(name, _LACKING) for name in other])
    )


def _about(about: About, device: DeviceView) -> bool:
    where = about.applies_to
    return (not where.platforms or device.values["platform"] in where.platforms) and (
        not where.roles or device.values["role"] in where.roles
    )


def _one(
    rule: Ready,
    answer: Answer,
    values: Mapping[str, Any],
    device: DeviceView | None,
    item: Item | None,
    into: tuple[Evaluated, dict[str, int]],
) -> None:
    out, count = into
    name = rule.policy.id
    count[name] = count.get(name, 0) + 1
    if count[name] > _MOST:
        return
    message = _SLOT.sub(lambda slot: _value(slot[1], {**values, "param": rule.parameters}), rule.policy.message)
    if answer.problem:
        message += f" (the rule itself came to nothing: {answer.problem})"
    out.violations.append(
        Violation(
            rule=name,
            severity=rule.severity,
            message=message,
            device=device.values["name"] if device else "",
            site=device.values["site"] if device else "",
            path=item.path if item else (),
            line=item.line if item else 0,
        )
    )


def _python(rules: Iterable[tuple[Rule, Severity, Mapping[str, Any]]], view: View, out: Evaluated) -> None:
    sites = {device.values["name"]: device.values["site"] for device in view.devices}
    for rule, severity, parameters in rules:
        devices = [device.values for device in view.devices if _about(rule.about, device)]
        if rule.about.each != "change" and not devices:
            out.idle.append(rule.about.id)
            continue
        out.evaluated.append(rule.about.id)
        for hit in rule.judge({"change": view.change, "devices": devices}, parameters):
            out.violations.append(
                Violation(
                    rule=rule.about.id,
                    severity=severity,
                    message=hit.message,
                    device=hit.device,
                    site=sites.get(hit.device, ""),
                )
            )


def _value(path: str, values: Mapping[str, Any]) -> str:
    """Return a value as the message shows it, in one line; what is missing is said."""
    found: Any = values
    for step in path.split("."):
        if not isinstance(found, dict) or step not in found:
            return f"<no {path}>"
        found = found[step]
    if isinstance(found, list):
        found = ", ".join(map(str, found)) or "none"
    elif isinstance(found, dict):
        found = ", ".join(f"{key} {value}" for key, value in sorted(found.items())) or "none"
    elif found is None or found == "":
        found = "none"
    return " ".join(str(found).split())[:300]


@lru_cache(maxsize=2048)
def _expression(name: str, when: str, holds: str) -> Any:
    """Return both expressions as one that is true where the rule is about something else, or holds."""
    return compiled(f"!({_bound(name, when)}) || ({_bound(name, holds)})")


def _bound(name: str, text: str) -> str:
    """Return an expression with its parameters taken from among those of all rules."""
    return _PARAM.sub(lambda match: match[1] or f'param["{name}"].', text)
