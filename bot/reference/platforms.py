"""A page for each platform: how a change gets in and out again, its blueprints, its guides, and what it lacks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import renderers
from bot.knowledge import bundled, guides, snippets
from pipeline.engine import platforms
from pipeline.lacks import lacks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renderers.operations import Operations


def pages() -> dict[str, str]:
    """Return every page by its path below docs/reference."""
    return {f"platforms/{name}.md": _page(name) for name in platforms()}


def _page(name: str) -> str:
    how: Operations = import_module(f"{renderers.__name__}.{name}.operations").OPERATIONS
    out = [f"# `{name}`", "", f"`platform: {name}` of a device in `inventory/`.", "", "## How a change gets in", ""]
    out += _typed("To configuration", how.enter)
    out += _typed("Make it active", how.leave)
    out += _typed("When all is well", how.confirm)
    if how.revert_s:
        out += [f"Without that the device goes back by itself after {how.revert_s} s.", ""]
    out += [f"## The native way back: {how.native.name}", ""]
    out += _typed("Before the change", how.native.prepare)
    out += _typed("To go back", how.native.back)
    out += _typed("When all is well on every device", how.native.keep)
    out += ["## Blueprints", "", "| feature | blueprint | OS versions | roles |", "|---|---|---|---|"]
    for item in sorted(bundled((name,)), key=lambda one: (one.header.feature, one.header.id)):
        head = item.header
        out.append(f"| `{head.feature}` | {item.reference} | {head.os_version} | {', '.join(head.roles) or 'any'} |")
    out += ["", "## Snippets and guides", ""]
    out += [f"- snippet {one.reference}" for one in snippets((name,)) if one.header.platform == name]
    out += [f"- guide {one.reference}: {one.header.title}" for one in guides((name,)) if one.header.platform == name]
    out += ["", "Guides for every platform come besides.", "", "## What it lacks", ""]
    out += [f"- `{feature}`: {reason}" for feature, reason in sorted(lacks(name).items())] or ["Nothing."]
    return "\n".join(out) + "\n"


def _typed(when: str, lines: Sequence[str]) -> list[str]:
    return [f"{when}:", "", "```", *lines, "```", ""] if lines else []


PLUGIN = pages
