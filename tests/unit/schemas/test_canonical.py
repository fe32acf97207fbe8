"""Canonical bytes: order does not matter, floats never pass."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Record
from schemas.canonical import FloatInArtifactError, canonical, digest_of, pretty


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


class Anything(Record):
    """A record with any value."""

    value: Any


@given(VALUES)
def test_an_artifact_is_what_the_standard_library_writes(value: Any) -> None:
    plain = Anything(value=value)
    said = json.dumps(plain.model_dump(mode="json"), indent=2, sort_keys=True, ensure_ascii=False)
    assert pretty(plain) == f"{said}\n".encode()


def test_no_float_is_written_and_the_place_is_said() -> None:
    with pytest.raises(FloatInArtifactError, match=r"\$\.value\[0\]\.a"):
        pretty(Anything(value=[{"a": 1.5}]))
