"""Try rules on their cases: files `ok-*.yaml` and `bad-*.yaml` in a folder of the rule's name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.guard import read
from pipeline.invalid import problems
from pipeline.policy.load import python_rules
from pipeline.policy.trial import Trial, trial
from schemas.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemas.policy import Policy, PolicySet


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one case."""

    file: str
    rule: str
    problem: str
    """Empty where it is as its name says."""


def try_all(folder: Path, policies: PolicySet, only: str = "") -> tuple[Tried, ...]:
    """Try every case below a folder, by file; a folder whose name is no rule's is a problem."""
    rules: dict[str, Policy | str] = {name: name for name in python_rules()}
    rules |= {item.id: item for item in policies.rules}
    found = []
    for file in sorted(folder.glob("*/*.yaml")):
        name = file.parent.name
        if only in ("", name):
            found.append(Tried(file.as_posix(), name, _problem(file, rules)))
    return tuple(found)


def _problem(file: Path, rules: Mapping[str, Policy | str]) -> str:
    rule = rules.get(file.parent.name)
    if rule is None:
        return f"there is no rule {file.parent.name}"
    document = read(file.as_posix(), file.read_bytes())
    if isinstance(document, Finding):
        return f"{document.place}: {document.message}"
    try:
        case = Trial.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        path, message = problems(error)[0]
        return f"{document.place(path)}: {message}"
    looked, violations = trial(rule, case)
    if not looked:
        return "the rule did not look at anything in it"
    if file.stem.startswith("ok-") and violations:
        return f"expected to hold, but: {violations[0].message}"
    if file.stem.startswith("bad-") and not violations:
        return "expected to be broken, but it holds"
    if not file.stem.startswith(("ok-", "bad-")):
        return "its name begins neither with ok- nor with bad-"
    broken = next((one.message for one in violations if "the rule itself came to nothing" in one.message), "")
    return broken and f"broken for the wrong reason: {broken}"
