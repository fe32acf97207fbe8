"""Render a feature: a blueprint's template, the feature and the device's facts become lines of configuration."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import Template, TemplateError

from renderers.addresses import masked, wildcard
from renderers.number_lists import compact, numbers
from renderers.reads import TEXT_BREAK
from renderers.sandbox import BUDGET, Budget, Sandbox
from renderers.shown_ports import port_match

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.feature import Feature

_MOST_LINES = 500


class RenderError(Exception):
    """A blueprint cannot write this feature; the message says which and why."""


class UnsupportedError(RenderError):
    """The platform has no way to say what is asked for; the blueprint says so itself."""


def _refuse(reason: str) -> str:
    raise UnsupportedError(reason)


def render(template: str, feature: Feature, facts: DeviceFacts) -> tuple[str, ...]:
    """Return the lines that a blueprint writes, without empty ones; raises `RenderError`.

    Law: nothing of the feature can add a line of its own, because no value with a line break is rendered.
    """
    for name, value in feature:
        said = value if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and any(ord(sign) < 32 or ord(sign) == 127 for sign in text) for text in said):
            raise RenderError(f"{feature.feature}.{name} holds a control character; it is not rendered")
    try:
        given = {"f": feature, "facts": facts, "was": _was(feature, facts), BUDGET: Budget()}
        text = _compiled(template).render(given)
    except (TemplateError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
        raise RenderError(f"the template fails on {feature.feature}: {error}") from error
    except RecursionError:
        raise RenderError(f"the template fails on {feature.feature}: it calls itself without end") from None
    lines = tuple(line.rstrip().replace(TEXT_BREAK, "\n") for line in text.split("\n") if line.strip())
    if len(lines) > _MOST_LINES:
        raise RenderError(f"the template writes {len(lines)} lines for one {feature.feature}, expected at most 500")
    return lines


def _was(feature: Feature, facts: DeviceFacts) -> Feature | None:
    """Return the same thing as it is configured now, None where it is not."""
    mine = (item for item in facts.features if item.feature == feature.feature and item.key == feature.key)
    return next(mine, None)


@lru_cache(maxsize=512)
def _compiled(template: str) -> Template:
    return environment().from_string(template)


@cache
def environment() -> Sandbox:
    """Return what templates are read with: sandboxed, because an organisation may bring blueprints of its own."""
    made = Sandbox()
    made.filters.update(wildcard=wildcard, masked=masked, compact=compact, numbers=numbers, port_match=port_match)
    made.globals.update(refuse=_refuse, line_end=TEXT_BREAK)
    return made
