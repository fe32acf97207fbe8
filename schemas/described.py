"""Put the docstrings of fields into JSON Schemas: read from the source when a schema is made, never at start."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema


class Described(GenerateJsonSchema):
    """Describe every field by its docstring, where it says nothing else of itself."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of one model."""
        found = super().model_schema(schema)
        model: type[Any] = schema["cls"]
        if issubclass(model, BaseModel):
            for name, text in docstrings(model).items():
                field = model.model_fields[name]
                item = found.get("properties", {}).get(field.alias or name)
                if isinstance(item, dict) and field.description is None:
                    item.setdefault("description", text)
        return found


@cache
def docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Return what stands below the fields of a model, those of its bases included, by field."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if issubclass(owner, BaseModel) and owner is not BaseModel:
            found |= _own(owner)
    return {name: text for name, text in found.items() if name in model.model_fields}


def _own(owner: type[BaseModel]) -> dict[str, str]:
    try:
        source = textwrap.dedent(inspect.getsource(owner))
    except (OSError, TypeError):
        return {}
    body = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)).body
    found = {}
    for field, below in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            found[field.target.id] = inspect.cleandoc(below.value.value)
    return found
