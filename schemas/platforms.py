"""The platforms that there are: the folders of `renderers`, by name, so that adding one edits no list."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError


@cache
def platform_names() -> tuple[str, ...]:
    """Return the names, sorted. Nothing is imported: a record may name a platform that cannot be prepared."""
    spec = find_spec("renderers")
    return tuple(sorted(one.name for one in iter_modules(spec.submodule_search_locations if spec else []) if one.ispkg))


def _known(name: str) -> str:
    if name not in platform_names():
        *most, last = (repr(one) for one in platform_names())
        raise PydanticCustomError(
            "literal_error", "Input should be {expected}", {"expected": f"{', '.join(most)} or {last}"}
        )
    return name


Platform = Annotated[str, AfterValidator(_known), WithJsonSchema({"enum": list(platform_names()), "type": "string"})]
"""Which operating system a device runs."""
