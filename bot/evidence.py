"""Evidence as it lies in packages, and as the bot keeps it for itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.errors import WorkspaceError
from schemas.question import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.question import Answer


def answers(files: Mapping[str, bytes]) -> tuple[Answer, ...]:
    """Return the answers in a package's `evidence/`; raise `WorkspaceError` for one that is not what it says.

    They are what the package claims. Whoever decides about a merge takes only answers that the bot kept itself.
    """
    return tuple(one.answer for one in evidence(files))


def evidence(files: Mapping[str, bytes]) -> tuple[Evidence, ...]:
    """Return questions and answers in a package's `evidence/`, under the same rules."""
    found = []
    for name, content in sorted(files.items()):
        if not name.startswith("evidence/") or not name.endswith(".json"):
            continue
        try:
            value = json.loads(content)
            if not isinstance(value, dict) or value.get("kind") != "evidence":
                continue
            one = Evidence.model_validate_json(content)
        except (ValueError, ValidationError) as error:
            raise WorkspaceError(f"{name} cannot be read: {error}", hint="make the package again") from error
        if one.answer.key != one.question.key or name != one.file:
            raise WorkspaceError(f"{name} answers another question than it names", hint="make the package again")
        found.append(one)
    return tuple(found)
