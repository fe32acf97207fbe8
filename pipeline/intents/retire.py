"""`retire`: take away what a merged intent added, and only lines that it made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.declare.undone import declare_lines
from pipeline.intents.base import Compiled, Fragment, Kind
from schemas.base import Record
from schemas.intent import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View
    from schemas.declared import Declared


class Spec(Record):
    """Which change goes."""

    intent: Name
    """Name of the merged intent; its package must lie in changes/."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Take away its lines on every device that it changed."""
    out = Compiled()
    for name, view in sorted(views.items()):
        for undoing in view.merged:
            for line in undoing.replaced:
                message = f"{name}: before {spec.intent} there was `{line}`, which does not come back"
                out.warn("retire-leaves-default", ("intent",), message, "use revert to get it back", device=name)
            for words in undoing.kept:
                hint = "retire that intent, too, and it goes"
                out.warn("retire-keeps", ("intent",), f"{name}: {words}, stays", hint, device=name)
            for line in undoing.left:
                message = f"{name}: `{line}` of {spec.intent} would stay"
                hint = "take it away with an intent of its own, or by hand"
                out.refuse("retire-incomplete", ("intent",), message, hint, device=name)
            source = f"changes/{spec.intent}"
            out.fragments.append(Fragment(name, undoing.off, ("intent",), source))
    return out


def declare(spec: Spec, views: Mapping[str, View]) -> Declared:  # noqa: ARG001 - what lies in the package says it
    """Return what may change: what the lines that take it back name."""
    return declare_lines(
        views, {name: [line for one in view.merged for line in one.off] for name, view in views.items()}
    )


PLUGIN = Kind(
    title="Take away what a merged intent added",
    spec=Spec,
    devices=lambda spec: (),  # noqa: ARG005 - those of the intent that goes
    compile=compile_spec,
    declare=declare,
    undoes=lambda spec: spec.intent,
    about_others=True,
)
