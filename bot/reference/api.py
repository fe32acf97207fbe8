"""The page of the API: every operation of the OpenAPI document, with parameters, answers and examples of bodies."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

_HEAD = """# API

Made from the OpenAPI document, which a running server has at `/openapi.json`. Bodies are JSON, closed and strict;
errors are [problems](problems.md). A caller says who it is by `Authorization: Bearer <key or token>` (`gains keys
create`).

"""


def pages() -> dict[str, str]:
    """Return the page."""
    found = _document()
    out = [_HEAD, "| operation | |\n|---|---|\n"]
    operations = [
        (f"{method.upper()} {path}", operation)
        for path, item in sorted(found["paths"].items())
        for method, operation in sorted(item.items())
    ]
    out += [f"| `{name}` | {operation.get('summary', '')} |\n" for name, operation in operations]
    for name, operation in operations:
        out.append(_operation(name, operation, found["components"]["schemas"]))
    return {"api.md": "".join(out)}


def _document() -> dict[str, Any]:
    from bot.api.application import application
    from bot.app import services
    from bot.settings import load

    with tempfile.TemporaryDirectory() as folder:
        given = {"GAINS_PROFILE": "ci", "GAINS_DATA_DIR": str(Path(folder)), "GAINS_METRICS_TOKEN": "shown-to-nobody"}
        parts = services(load(given, env_file=None).settings)
        try:
            document: dict[str, Any] = application(parts).openapi()
        finally:
            parts.close()
    return document


def _operation(name: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    lines = [f"\n## {name}\n", _one_line(operation.get("description", operation.get("summary", ""))) + "\n"]
    if "security" not in operation:
        lines.append("Asks for no key.\n")
    if parameters := operation.get("parameters"):
        lines.append("| parameter | in | required | |\n|---|---|---|---|")
        for one in parameters:
            need = "yes" if one.get("required") else "no"
            lines.append(f"| `{one['name']}` | {one['in']} | {need} | {_one_line(one.get('description', ''))} |")
        lines.append("")
    if (body := operation.get("requestBody")) and (example := _example(body["content"], schemas)):
        lines.append(f"Body:\n\n```json\n{json.dumps(example, indent=2, ensure_ascii=False)}\n```\n")
    lines.append("| answer | |\n|---|---|")
    for status, answer in sorted(operation["responses"].items()):
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
        what = f" (`{schema.rsplit('/', 1)[1]}`)" if schema else ""
        lines.append(f"| {status}{what} | {_one_line(answer['description'])} |")
    return "\n".join(lines) + "\n"


def _example(content: dict[str, Any], schemas: dict[str, Any]) -> Any:
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    if not reference:
        return None
    properties = schemas[reference.rsplit("/", 1)[1]]["properties"]
    return {name: one["examples"][0] for name, one in properties.items() if one.get("examples")}


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PLUGIN = pages
