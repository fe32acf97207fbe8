"""Changing one field of an intent changes exactly the lines that claim it; tried on the good cases of every kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.ownership import holds
from pipeline.provenance import alternatives
from pipeline.reader import reader
from pipeline.registry import kinds
from tests.unit.pipeline.intents.test_cases import CASES, Network, proposed

Place = tuple[str | int, ...]
Lines = dict[tuple[str, ...], tuple[str, ...]]
"""Lines that a change made, with the blocks around them: the field that asks for each, then those it depends on."""
GOOD = [
    case
    for case in CASES
    if case.name.startswith("good") and not kinds()[case.parent.name].about_others and case.parent.name != "free_text"
]


def leaves(value: Any, above: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield values that have other values of their sort; of lists, the first item of each form."""
    match value:
        case dict():
            for name, item in value.items():
                if name not in ("device", "devices"):
                    yield from leaves(item, (*above, name))
        case list():
            forms = set()
            for index, item in enumerate(value):
                form = tuple(sorted(item)) if isinstance(item, dict) else type(item).__name__
                if form not in forms:
                    forms.add(form)
                    yield from leaves(item, (*above, index))
        case bool() | int() | str():
            yield above, value
        case _:
            return


def put(value: Any, path: Place, new: Any) -> Any:
    if not path:
        return new
    first, *rest = path
    if isinstance(value, dict):
        return {name: put(one, tuple(rest), new) if name == first else one for name, one in value.items()}
    return [put(one, tuple(rest), new) if index == first else one for index, one in enumerate(value)]


def named(path: Place) -> str:
    return "spec" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def related(field: str, other: str) -> bool:
    """Tell whether one of two fields stands inside of the other, or they are the same."""
    long, short = sorted((field, other), key=len, reverse=True)
    return long == short or (long.startswith(short) and long[len(short)] in ".[")


def candidates(case: Path, raw: bytes) -> dict[str, Lines] | None:
    """Return the lines of each candidate; None where the intent blocks."""
    (file,) = (case / "intents").glob("*.yaml")
    done = proposed(case, **{f"intents/{file.name}": raw})
    if not done.packages or any(item.severity == "error" for item in done.packages[0].findings):
        return None
    files = dict(done.packages[0].files)
    out = {}
    for item in json.loads(files["candidates.json"])["devices"]:
        read = reader(item["platform"])
        assert read is not None
        claims = {line["line"]: (item["origins"][line["origin"]]["field"], *line["also"]) for line in item["lines"]}
        text = files[f"candidates/{item['device']}.cfg"].decode()
        running = (Network(case).read(f"configs/{item['device']}.cfg") or b"").decode()
        before = {path for path, _ in read.paths(running)}
        out[item["device"]] = {path: claims.get(number, ()) for path, number in read.paths(text) if path not in before}
    return out


def tried(case: Path) -> Iterator[tuple[Place, dict[str, Lines], dict[str, Lines]]]:
    """Yield fields with the candidates before and after another value was written there."""
    (file,) = (case / "intents").glob("*.yaml")
    document = yaml.safe_load(file.read_text())
    first = candidates(case, file.read_bytes())
    assert first is not None
    kind = kinds()[document["kind"]]
    for path, value in leaves(document["spec"]):
        for other in list(alternatives(value))[:3]:
            spec = put(document["spec"], path, other)
            try:
                kind.parse(json.dumps(spec))
            except ValueError:
                continue
            second = candidates(case, json.dumps({**document, "spec": spec}).encode())
            if second is not None:
                yield path, first, second
                break


@pytest.mark.parametrize("case", GOOD, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_field_changes_exactly_the_lines_that_claim_it(case: Path) -> None:
    wrong = []
    for path, first, second in tried(case):
        field = named(path)
        for device in sorted({*first, *second}):
            one, other = first.get(device, {}), second.get(device, {})
            for here, there in ((one, other), (other, one)):
                changed = [line for line in here if line not in there]
                wrong += [
                    f"{field}: `{' / '.join(line)}` of {device} changes, but claims {sorted(here[line])}"
                    for line in changed
                    if not any(related(field, claimed) for claimed in here[line])
                ]
            wrong += [
                f"{field}: `{' / '.join(line)}` of {device} depends on it, but stays"
                for line, claimed in one.items()
                if field in claimed[1:] and line in other and not any(holds(line, inner) for inner in one)
            ]
    assert wrong == []
