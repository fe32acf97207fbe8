"""`revert`: the inverse of a merged change, on top of what the devices run today."""

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
    """Which change is taken back."""

    intent: Name
    """Name of the merged intent; its package must lie in changes/."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Restore what was there before it, except where others have changed it since: that is refused, line by line."""
    out = Compiled()
    for name, view in sorted(views.items()):
        for undoing in view.merged:
            for words in undoing.changed:
                message = f"{name}: {words}"
                hint = "who changed it since, and should that go, too? Revert or retire that change first"
                out.refuse("revert-conflict", ("intent",), message, hint, device=name)
            for line in undoing.left:
                message = f"{name}: `{line}` of {spec.intent} would stay"
                hint = "take it away with an intent of its own, or by hand"
                out.refuse("revert-incomplete", ("intent",), message, hint, device=name)
            out.fragments.append(Fragment(name, undoing.back, ("intent",), f"changes/{spec.intent}"))
    return out


def declare(spec: Spec, views: Mapping[str, View]) -> Declared:  # noqa: ARG001 - what lies in the package says it
    """Return what may change: what the lines that take it back name."""
    return declare_lines(
        views, {name: [line for one in view.merged for line in one.back] for name, view in views.items()}
    )


PLUGIN = Kind(
    title="Take a merged change back",
    spec=Spec,
    devices=lambda spec: (),  # noqa: ARG005 - those of the change that is taken back
    compile=compile_spec,
    declare=declare,
    undoes=lambda spec: spec.intent,
    about_others=True,
)
