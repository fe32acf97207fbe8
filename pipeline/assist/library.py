"""The prompts that there are."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from pipeline.assist import prompts

if TYPE_CHECKING:
    from schemas.assistant import Prompt


def names() -> tuple[str, ...]:
    """Return the names of all prompts, sorted."""
    return tuple(sorted(info.name for info in iter_modules(prompts.__path__)))


@cache
def prompt(name: str) -> Prompt:
    """Return a prompt by its file's name."""
    found: Prompt = import_module(f"{prompts.__name__}.{name}").PLUGIN
    return found
