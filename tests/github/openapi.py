"""Compare requests with GitHub's own OpenAPI description: what GitHub would not take is a failure."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote

import jsonschema

from tests.github.npm import description

NOT_DESCRIBED = frozenset({"/graphql"})
"""Another interface, with a description of its own."""
_WIDE = ("ref", "basehead", "path", "branch")
"""Parameters that may hold slashes, although the description cannot say so."""


@cache
def _document() -> dict[str, Any]:
    return description()


@cache
def _routes() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for template in sorted(_document()["paths"], key=lambda path: (-path.count("/"), path.count("{"), path)):
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(
            re.escape(part) if at % 2 == 0 else (".+" if part in _WIDE else "[^/]+") for at, part in enumerate(parts)
        )
        found.append((re.compile(pattern), template))
    return found


def _opened(schema: Any) -> Any:
    """Return a schema with its references opened and `nullable`, which JSON Schema has not, said in its own way."""
    if isinstance(schema, list):
        return [_opened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target: Any = _document()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return _opened(target)
    out = {key: _opened(value) for key, value in schema.items() if key not in ("example", "examples")}
    if out.pop("nullable", False) and "type" in out:
        out["type"] = [out["type"], "null"]
    return out


def _operation(method: str, path: str) -> dict[str, Any] | None:
    for pattern, template in _routes():
        operation = _document()["paths"][template].get(method.lower())
        if operation and pattern.fullmatch(path):
            found: dict[str, Any] = operation
            return found
    return None


def violations(requests: list[dict[str, Any]]) -> list[str]:
    """Return in words what GitHub's description does not allow in the requests."""
    out = []
    for one in requests:
        path = unquote(one["path"])
        if path in NOT_DESCRIBED:
            continue
        name = f"{one['method']} {path}"
        operation = _operation(one["method"], path)
        if operation is None:
            out.append(f"{name}: there is no such operation")
            continue
        known = {item["name"] for item in _opened(operation.get("parameters", [])) if item["in"] == "query"}
        asked = set(parse_qs(one["search"].removeprefix("?")))
        out += [f"{name}: parameter {unknown} is not known" for unknown in sorted(asked - known)]
        if one["body"] is not None and "requestBody" in operation:
            schema = _opened(operation["requestBody"]["content"]["application/json"]["schema"])
            checker = jsonschema.Draft202012Validator(schema)
            out += [f"{name}: {error.json_path}: {error.message}" for error in checker.iter_errors(one["body"])]
        elif one["body"] is not None:
            out.append(f"{name}: it takes no body")
    return out
