"""What every record that crosses a border has in common: frozen, closed, strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import DEFAULT_REF_TEMPLATE, GenerateJsonSchema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaMode


class Record(BaseModel):
    """Hold facts that cross a border; unknown fields are refused and nothing can be changed afterwards.

    Validators are built when a record is first made: a process pays only for what it uses.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    @classmethod
    def model_json_schema(
        cls,
        by_alias: bool | None = True,  # noqa: FBT001, FBT002 - the signature is pydantic's
        ref_template: str = DEFAULT_REF_TEMPLATE,
        schema_generator: type[GenerateJsonSchema] | None = None,
        mode: JsonSchemaMode = "validation",
        *,
        union_format: Literal["any_of", "primitive_type_array"] = "any_of",
    ) -> dict[str, Any]:
        """Return the JSON Schema, with the docstring of every field as its description."""
        from schemas.described import Described

        return super().model_json_schema(
            by_alias, ref_template, schema_generator or Described, mode, union_format=union_format
        )
