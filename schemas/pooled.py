"""Let JSON Schemas accept the name of a pool wherever a value may come from one."""

from __future__ import annotations

from typing import Any

from schemas.pools import PoolUse

MARK = "x-gains-pooled"
_USE = {"$ref": "#/$defs/PoolUse"}


def pooled(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema in which every marked value may be `{pool: …}`, too."""
    out: dict[str, Any] = _widened(schema)
    if _USE in _all(out):
        out.setdefault("$defs", {})["PoolUse"] = PoolUse.model_json_schema()
    return out


def unmarked(node: Any) -> Any:
    """Return a schema without marks: there a value is a value."""
    if isinstance(node, dict):
        return {key: unmarked(value) for key, value in node.items() if key != MARK}
    return [unmarked(item) for item in node] if isinstance(node, list) else node


def _widened(node: Any) -> Any:
    if isinstance(node, list):
        return [part for item in node for part in _alternatives(item)]
    if not isinstance(node, dict):
        return node
    inner = {key: _widened(value) for key, value in node.items() if key != MARK}
    if MARK not in node:
        return inner
    about = {key: inner.pop(key) for key in ("description", "default", "title") if key in inner}
    if "anyOf" in inner:
        return {**inner, "anyOf": [*inner["anyOf"], _USE], **about}
    return {"anyOf": [inner, _USE], **about}


def _alternatives(item: Any) -> list[Any]:
    """Return an item of a list; an alternative with alternatives of its own stands for them."""
    widened = _widened(item)
    return widened["anyOf"] if isinstance(item, dict) and MARK in item and set(widened) == {"anyOf"} else [widened]


def _all(node: Any) -> list[Any]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [node, *(found for item in inner for found in _all(item))]
