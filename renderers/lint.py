"""What is wrong with a template before it is ever rendered: names that nobody gives, fields that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, meta, nodes

from renderers.base import environment

if TYPE_CHECKING:
    from schemas.feature import Feature

GIVEN = frozenset(("f", "facts", "was"))


def problems_of(template: str, feature: type[Feature]) -> tuple[str, ...]:
    """Return what is wrong, in words, sorted; nothing where all is well."""
    made = environment()
    try:
        made.compile(template)  # and with it the filters that it names
        tree = made.parse(template)
    except TemplateSyntaxError as error:
        return (f"line {error.lineno} of the template: {error.message}",)
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    found = {
        f"nobody gives {name!r}" for name in meta.find_undeclared_variables(tree) - GIVEN - own - made.globals.keys()
    }
    for node in tree.find_all(nodes.Getattr):
        inner = node.node
        known = node.attr in feature.model_fields or hasattr(feature, node.attr)
        if isinstance(inner, nodes.Name) and inner.name in ("f", "was") and not known:
            name = feature.model_fields["feature"].default
            found.add(f"{name} has no field {node.attr!r}; it has {', '.join(sorted(feature.model_fields))}")
    return tuple(sorted(found))
