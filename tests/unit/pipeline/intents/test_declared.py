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

GOOD = [case for case in CASES if case.name == "good" and case.parent.name not in ("retire", "revert")]
"""What takes a change back declares nothing: what it alters must be said by `expect`."""


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.parent.name)
def test_a_kind_declares_only_on_its_devices_and_in_patterns_that_are_some(case: Path) -> None:
    proposal = proposed(case).proposal
    assert proposal is not None
    for draft in proposal.drafts:
        assert draft.loaded.spec is not None
        views = {name: base.view for name, base in draft.bases.items()}
        declared = declaration(draft.envelope.kind, draft.loaded.spec, views, ())
        assert declared.allowances or declared.lines
        assert {one.device for one in declared.allowances} <= {"", *draft.bases}
        for pattern in declared.lines:
            assert re.compile(pattern)
            assert "{" not in pattern.replace(r"\{", "")


@pytest.mark.parametrize("name", features())
def test_what_a_feature_touches_is_named_by_its_own_fields(name: str) -> None:
    cls = features()[name]
    for _, field in cls.TOUCHES:
        assert not field or field in cls.model_fields or hasattr(cls, field)
    for pattern in cls.LINES:
        assert set(re.findall(r"\{([a-z_]+)\}", pattern)) <= set(cls.model_fields)
