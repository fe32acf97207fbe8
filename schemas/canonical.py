"""Canonical bytes and digests: RFC 8785 JSON, SHA-256, written as `sha256:<hex>`."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import rfc8785

if TYPE_CHECKING:
    from schemas.base import Record


class FloatInArtifactError(TypeError):
    """A float reached an artifact; quantities are quoted decimals with the unit in the field's name."""


def canonical(value: Any) -> bytes:
    """Return the RFC 8785 bytes of a JSON value; floats are refused (`FloatInArtifactError`)."""
    _refuse_floats(value, "$")
    return rfc8785.dumps(value)


def pretty(record: Record) -> bytes:
    """Return the artifact bytes of a record: sorted keys, two spaces, one final newline; never a float."""
    value = record.model_dump(mode="json")
    _refuse_floats(value, "$")
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def digest(data: bytes) -> str:
    """Return `sha256:<hex>` of bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_of(value: Any) -> str:
    """Return the digest of the canonical bytes of a JSON value."""
    return digest(canonical(value))


def _refuse_floats(value: Any, path: str) -> None:
    match value:
        case float():
            raise FloatInArtifactError(
                f"{path}: {value!r} is a float; write a quoted decimal with its unit in the name"
            )
        case dict():
            for key, item in value.items():
                _refuse_floats(item, f"{path}.{key}")
        case list() | tuple():
            for index, item in enumerate(value):
                _refuse_floats(item, f"{path}[{index}]")
        case _:
            return
