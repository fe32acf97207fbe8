"""What pydantic refuses, as words with the place of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError

    from pipeline.guard import Path


def problems(error: ValidationError) -> list[tuple[Path, str]]:
    """Return (path of the value, `path: what is wrong`) for every problem, in pydantic's order."""
    return [(item["loc"], f"{'.'.join(map(str, item['loc']))}: {item['msg']}") for item in error.errors()]
