"""The rules that changes are judged by: bundled ones, and those of the organisation from its base branch."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from pipeline.errors import SettingsError
from pipeline.guard import plain
from pipeline.policy.load import assemble
from schemas.policy import Policy

if TYPE_CHECKING:
    from bot.files import Files
    from schemas.finding import Finding
    from schemas.policy import PolicySet

FOLDER = "policies"


@cache
def bundled() -> tuple[Policy, ...]:
    """Return the rules in CEL that come with the product; raise `SettingsError` for one that is broken.

    They are not looked at as closely as files of others, because the tests have done so: that takes longer than to
    evaluate them.
    """
    names = sorted(entry.name for entry in files("policies").iterdir() if entry.name.endswith(".yaml"))
    return tuple(_read(name) for name in names)


def _read(name: str) -> Policy:
    raw = (files("policies") / name).read_bytes()
    try:
        return Policy.model_validate_json(json.dumps(plain(raw)))
    except (ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"policies/{name}: {error}", hint="mend the bundled rule") from error


def policy_set(base: Files) -> tuple[PolicySet, tuple[Finding, ...]]:
    """Return all rules with what the organisation changes of them, and what is wrong with its files."""
    own: dict[str, bytes] = {}
    for path in base.names(FOLDER):
        raw = base.read(path) if path.endswith((".yaml", ".yml")) else None
        if raw is not None:
            own[path] = raw
    return assemble(bundled(), own)
