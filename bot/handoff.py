"""Hand-off: a change package, checked against its manifest, as whoever carries the change out receives it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot import package_files
from pipeline.errors import InvalidIntentError
from renderers.automation import Automation
from schemas.candidate import Candidates
from schemas.canonical import digest
from schemas.package import Manifest
from schemas.plan import ChangePlan
from schemas.validation import Validation
from schemas.wanted import WantedFeatures

if TYPE_CHECKING:
    from pathlib import Path

    from schemas.declared import Promise


class BlockedError(InvalidIntentError):
    """The package must not be carried out."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class HandOff:
    """What is handed over."""

    intent: str
    digest: str
    """Manifest digest: what reviewers approved."""
    plan: ChangePlan
    wanted: WantedFeatures
    candidates: Candidates
    validation: Validation


def received(folder: Path) -> HandOff:
    """Return a package; raise `BlockedError` for one that blocks, `InvalidIntentError` for one that was changed.

    Every file must be what the manifest says, none may be missing and none added.
    """
    files = package_files.read(folder)
    try:
        raw = files["manifest.json"]
        manifest = Manifest.model_validate_json(raw)
        if wrong := package_files.unlike_manifest(files):
            raise InvalidIntentError(
                f"{folder}: {', '.join(wrong)}: not what the manifest says", hint="make the package again: gains plan"
            )
        if "wanted.json" not in files:
            raise InvalidIntentError(
                f"{folder} was made by an older version, without wanted.json", hint="make it again: gains plan"
            )
        found = HandOff(
            intent=manifest.predicate.intent,
            digest=digest(raw),
            plan=ChangePlan.model_validate_json(files["change-plan.json"]),
            wanted=WantedFeatures.model_validate_json(files["wanted.json"]),
            candidates=Candidates.model_validate_json(files["candidates.json"]),
            validation=Validation.model_validate_json(files["validation.json"]),
        )
    except (KeyError, ValidationError, json.JSONDecodeError) as error:
        raise InvalidIntentError(
            f"{folder} is no change package of this version: {error}", hint="make it again: gains plan"
        ) from error
    if found.validation.blocking:
        raise BlockedError(f"{found.intent} blocks: it must not be carried out", hint=f"see {folder}/validation.json")
    return found


def automation(platform: str) -> Automation:
    """Return what other tools call a platform; nothing where nobody wrote it down."""
    name = f"renderers.{platform}.automation"
    if find_spec(name) is None:
        return Automation()
    found: Automation = import_module(name).AUTOMATION
    return found


def unseen(found: HandOff) -> list[str]:
    """Return the looks of the plan that a person has to judge, in words: no export turns them into a test."""
    looks = [
        f"{look.device}: `{look.command}`: {look.expect}"
        for step in found.plan.steps
        for look in step.post_checks
        if look.how != "matches"
    ]
    return looks + [_promise(one) for one in found.wanted.promises if one.what in ("tagged_port", "filter", "flow")]


def _promise(one: Promise) -> str:
    """Return a promise in words: only an analyzer, or somebody who tries, can tell whether it holds."""
    fields = one.flows.model_dump(exclude_defaults=True) if one.flows is not None else {}
    packets = f" for {', '.join(f'{name} {value}' for name, value in sorted(fields.items())) or 'all packets'}"
    what = f"{one.device}: promised by {one.origin or 'the kind'}: {one.what.replace('_', ' ')} {one.name} {one.value}"
    return what.rstrip() + (packets if one.flows is not None else "")
