"""The rules that changes are judged by: bundled ones, and those of the organisation from its base branch."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError
from pipeline.policy.load import assemble, rule
from schemas.policy import Policy

if TYPE_CHECKING:
    from bot.files import Files
    from schemas.finding import Finding
    from schemas.policy import PolicySet

FOLDER = "policies"


@cache
def bundled() -> tuple[Policy, ...]:
    """Return the rules in CEL that come with the product; raise `SettingsError` for one that is broken."""
    found = []
    for entry in sorted(files("policies").iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".yaml"):
            continue
        item = rule(f"policies/{entry.name}", entry.read_bytes())
        if not isinstance(item, Policy):
            raise SettingsError(f"{item[0].place}: {item[0].message}", hint="mend the bundled rule")
        found.append(item)
    return tuple(found)


def policy_set(base: Files) -> tuple[PolicySet, tuple[Finding, ...]]:
    """Return all rules with what the organisation changes of them, and what is wrong with its files."""
    own: dict[str, bytes] = {}
    for path in base.names(FOLDER):
        raw = base.read(path) if path.endswith((".yaml", ".yml")) else None
        if raw is not None:
            own[path] = raw
    return assemble(bundled(), own)
