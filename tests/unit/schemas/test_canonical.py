"""Canonical bytes: order does not matter, floats never pass."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import FloatInArtifactError, canonical, digest_of


def test_key_order_does_not_change_the_digest() -> None:
    assert digest_of({"b": 1, "a": [True, None]}) == digest_of({"a": [True, None], "b": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_a_float_is_refused_with_its_path() -> None:
    with pytest.raises(FloatInArtifactError, match=r"\$\.a\[1\]"):
        canonical({"a": [1, 1.5]})


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.text(st.characters(max_codepoint=127)),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
        | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_the_short_way_gives_the_bytes_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, {1: "a"}, "\ud800", object()])
def test_what_rfc_8785_refuses_is_refused(value: object) -> None:
    with pytest.raises((rfc8785.CanonicalizationError, UnicodeError, AttributeError)):
        canonical(value)
