"""What the kinds declare is about what they ask for, on their devices, and is well formed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline.registry import features
from pipeline.semantic.declaration import declaration
from tests.unit.pipeline.intents.test_cases import CASES, proposed

if TYPE_CHECKING:
    from pathlib import Path

GOOD = [case for case in CASES if case.name.startswith("good")]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_kind_declares_only_on_its_devices_and_in_patterns_that_are_some(case: Path) -> None:
    proposal = proposed(case).proposal
    assert proposal is not None
    for draft in proposal.drafts:
        assert draft.loaded.spec is not None
        views = {name: base.view for name, base in draft.bases.items()}
        declared = declaration(draft.envelope.kind, draft.loaded.spec, views, (), draft.wanted)
        assert declared.allowances or declared.lines
        for one in declared.allowances:
            flows = one.flows is not None and one.flows.model_dump(exclude_defaults=True)
            assert one.names or one.only or flows, f"everything may change: {one}"
        assert {one.device for one in declared.allowances} <= {"", *draft.bases}
        for pattern in declared.lines:
            assert re.compile(pattern)
            assert "{" not in pattern.replace(r"\{", "")


@pytest.mark.parametrize("name", features())
def test_what_a_feature_touches_is_named_by_its_own_fields(name: str) -> None:
    cls = features()[name]
    for what, field in cls.TOUCHES:
        assert not field or field in cls.model_fields or hasattr(cls, field)
        assert field or what in cls.ASPECTS or f"{what} " in cls.ASPECTS, f"{name} touches every {what} in every way"
    touched = {what for what, _ in cls.TOUCHES} | {f"{what} {field}" for what, field in cls.TOUCHES}
    assert set(cls.ASPECTS) <= touched
    assert all(hasattr(cls, field) for field in cls.ASPECTS.values())
    for pattern in cls.LINES:
        assert set(re.findall(r"\{([a-z_]+)\}", pattern)) <= set(cls.model_fields)


def test_a_feature_that_is_named_by_a_field_that_is_empty_declares_nothing_by_it() -> None:
    from pipeline.declare.wanted import of_features
    from pipeline.intents.base import Wanted
    from schemas.features.layer3 import RoutedInterface

    case = next(case for case in GOOD if case.parent.name == "l3_interface")
    proposal = proposed(case).proposal
    assert proposal is not None
    views = {name: base.view for draft in proposal.drafts for name, base in draft.bases.items()}
    found = of_features([Wanted("ios-1", RoutedInterface(interface="GigabitEthernet1/0/25"), ("interfaces",))], views)
    assert {one.what for one in found.allowances} == {"interface", "vlan", "adjacency"}
