"""The worklist before production: what `gains doctor --prod` looks at, what counts as to do, and what to do then."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from typing import TYPE_CHECKING

from bot.worklist.base import names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_HEAD = """# Deployment and verification worklist

Made from the points that `gains doctor --prod` looks at. Go through it before the bot is let near a real network, after
every upgrade, and whenever somebody changed its surroundings:

```
gains doctor --prod --url https://gains.example.net --backups /var/backups/gains
```

Exit 0: nothing is to do. What could not be looked at counts as to do. How each thing is set up:
[run, keep, upgrade](../how-to/operate.md).

## By hand, once

A program cannot see these; tick them off.

- [ ] Whoever may merge into the base branch is known, and is not the bot's account alone.
- [ ] `CODEOWNERS` names owners for `configs/`, `intents/`, `policies/` and `gains.yaml`.
- [ ] The head of the audit trail is kept somewhere else, too: `gains audit export`.
- [ ] A restore was tried on another machine: `gains restore`.
- [ ] Alerts reach somebody: `deploy/alerts.yml`.
- [ ] `gains smoke` ran through against the service, from where its users are.
- [ ] Somebody has read *Not covered* in the [threat model](../threat-model.md).

## By the program
"""


def pages() -> dict[str, str]:
    """Return the page."""
    out = [_HEAD]
    for name in names():
        module = import_module(f"bot.worklist.{name}")
        out.append(f"\n### {name.replace('_', ' ')}\n\n{inspect.getdoc(module)}\n\n")
        found = [one for one in dict.fromkeys(_open(module)) if one != ("…", "…")]
        if found:
            out.append("| to do where | then |\n|---|---|\n")
            out += [f"| {_cell(text)} | {_cell(hint)} |\n" for text, hint in found]
    return {"worklist.md": "".join(out)}


def _open(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield what a point says that is not good, with its hint, out of the point's own text."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda one: one.lineno):
        if getattr(node.func, "id", "") == "Item" and len(node.args) > 2:
            state = node.args[1]
            if isinstance(state, ast.Constant) and state.value == "good":
                continue
            yield _words(node.args[2]), _words(node.args[3]) if len(node.args) > 3 else ""


def _words(node: ast.expr) -> str:
    """Return a text as it will be read; what is filled in at run time is `…`."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_filled(part) for part in values)
        case _:
            return "…"


def _filled(part: ast.expr) -> str:
    """Return a part of a text; what is filled in at run time is its name in capitals, as in help texts."""
    match part:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name.upper()
        case _:
            return "…"


def _cell(text: str) -> str:
    return "as it says" if text == "…" else text.replace("|", "\\|")


PLUGIN = pages
