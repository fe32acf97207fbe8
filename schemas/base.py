"""What every record that crosses a border has in common: frozen, closed, strict."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Hold facts that cross a border; unknown fields are refused and nothing can be changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)
