"""Canonical bytes: order does not matter, floats never pass."""

from __future__ import annotations

import pytest

from schemas.canonical import FloatInArtifactError, canonical, digest_of


def test_key_order_does_not_change_the_digest() -> None:
    assert digest_of({"b": 1, "a": [True, None]}) == digest_of({"a": [True, None], "b": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_a_float_is_refused_with_its_path() -> None:
    with pytest.raises(FloatInArtifactError, match=r"\$\.a\[1\]"):
        canonical({"a": [1, 1.5]})
