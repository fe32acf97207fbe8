"""`acl_rule`: its filters decide its packets otherwise, and packets of that kind may come to pass, or not any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.declare.device import name_of
from schemas.declared import Allowance, Declared, Flows, Promise, Sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.acl_rule import Rule, Spec
    from pipeline.intents.base import View


def declare(spec: Spec, views: Mapping[str, View]) -> Declared:
    """Return what may change when entries are added: with a sign, so that leave to gain is no leave to lose."""
    allowances: list[Allowance] = []
    promises: list[Promise] = []
    for index, rule in enumerate(spec.rules):
        if rule.device not in views:
            continue
        device, origin = name_of(views[rule.device]), f"spec.rules[{index}]"
        sign: Sign = "gain" if rule.action == "permit" else "lose"
        flows = _flows(rule)
        names = (rule.acl,)
        allowances.append(Allowance(what="filter", device=device, names=names, sign=sign, flows=flows, origin=origin))
        allowances.append(Allowance(what="flow", sign=sign, flows=flows, origin=origin))
        promises.append(
            Promise(what="filter", device=device, name=rule.acl, value=rule.action, flows=flows, origin=origin)
        )
    return Declared(allowances=tuple(allowances), promises=tuple(promises))


def _flows(rule: Rule) -> Flows:
    return Flows(
        source="" if rule.source == "any" else rule.source,
        destination="" if rule.destination == "any" else rule.destination,
        protocol=rule.protocol,
        source_port=str(rule.source_port or ""),
        destination_port=str(rule.destination_port or ""),
    )
