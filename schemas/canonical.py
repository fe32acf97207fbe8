"""Canonical bytes and digests: RFC 8785 JSON, SHA-256, written as `sha256:<hex>`."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

import rfc8785

if TYPE_CHECKING:
    from schemas.base import Record


_WORDS = {True: "true", False: "false", None: "null"}
_SAFE = 2**53 - 1
"""The largest whole number that RFC 8785 takes."""


class FloatInArtifactError(TypeError):
    """A float reached an artifact; quantities are quoted decimals with the unit in the field's name."""


def canonical(value: Any) -> bytes:
    """Return the RFC 8785 bytes of a JSON value; floats are refused (`FloatInArtifactError`)."""
    if _plain(value):
        # Of such values the standard library gives the same bytes, and gives them ten times faster.
        return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    _refuse_floats(value, "$")
    return rfc8785.dumps(value)


def pretty(record: Record) -> bytes:
    """Return the artifact bytes of a record: sorted keys, two spaces, one final newline; never a float."""
    value = record.model_dump(mode="json")
    out: list[str] = []
    try:
        _write(value, "\n", out)
    except FloatInArtifactError:
        _refuse_floats(value, "$")  # says where
        raise
    out.append("\n")
    return "".join(out).encode()


def _write(value: Any, margin: str, out: list[str]) -> None:
    """Write as `json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)` does, which is three times slower."""
    kind = type(value)
    if kind is str:
        out.append(encode_basestring(value))
    elif (kind is dict or kind is list or kind is tuple) and value:
        inner = f"{margin}  "
        before = inner
        out.append("{" if kind is dict else "[")
        if kind is dict:
            for key in sorted(value):
                out.append(f"{before}{encode_basestring(key)}: ")
                _write(value[key], inner, out)
                before = f",{inner}"
        else:
            for item in value:
                out.append(before)
                _write(item, inner, out)
                before = f",{inner}"
        out.append(f"{margin}}}" if kind is dict else f"{margin}]")
    elif kind is int:
        out.append(repr(value))
    elif isinstance(value, float):
        raise FloatInArtifactError
    else:
        out.append(_WORDS[value] if kind is bool or value is None else json.dumps(value, ensure_ascii=False))


def digest(data: bytes) -> str:
    """Return `sha256:<hex>` of bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_of(value: Any) -> str:
    """Return the digest of the canonical bytes of a JSON value."""
    return digest(canonical(value))


def _plain(value: Any) -> bool:
    """Tell whether there are only texts, flags, small whole numbers and nothing else, under ASCII names.

    ASCII names, because RFC 8785 sorts by UTF-16 units and Python by code points.
    """
    kind = type(value)
    if kind is str:
        return bool(value.isascii())
    if kind is dict:
        return all(type(key) is str and key.isascii() and _plain(item) for key, item in value.items())
    if kind is list or kind is tuple:
        return all(map(_plain, value))
    if kind is int:
        return bool(-_SAFE <= value <= _SAFE)
    return value is None or kind is bool


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
