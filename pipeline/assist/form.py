"""Whether an answer has the form that was asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemas.assistant import AssistantRequest


def misshapen(value: Any, asked: AssistantRequest) -> str:
    """Return what is wrong with the form of an answer, empty where nothing is."""
    # Slow to load, and most processes never get an answer.
    import jsonschema

    try:
        jsonschema.validate(value, json.loads(asked.answer_schema))
    except jsonschema.ValidationError as error:
        return f"the answer has another form: {error.message[:120]!r}"
    return ""
