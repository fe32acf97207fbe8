"""Write pages: the templates of this folder, everything escaped, and no sign that cannot be seen."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@cache
def environment() -> Environment:
    """Return the one environment of all pages."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **facts: Any) -> str:
    """Return a page."""
    return environment().get_template(template).render(facts)


def asset(name: str) -> str:
    """Return a file of `static/`."""
    return (HERE / "static" / name).read_text()


@cache
def asset_digest(name: str) -> str:
    """Return what names a file's content, in the form that a Content-Security-Policy takes."""
    return base64.b64encode(hashlib.sha256(asset(name).encode()).digest()).decode()


@cache
def asset_tag(name: str) -> str:
    """Return a short name of a file's content, for its address."""
    return hashlib.sha256(asset(name).encode()).hexdigest()[:16]


def _visible(value: Any) -> Any:
    """Write signs that cannot be seen as escapes: a name must not look like another one, or turn a line around."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if value.isascii() and value.replace("\n", "").isprintable():
        return value
    return "".join(
        sign if sign == "\n" or unicodedata.category(sign) not in _HIDDEN else f"\\u{ord(sign):04x}" for sign in value
    )
