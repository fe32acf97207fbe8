"""Try a blueprint on a case: it writes what it should, a candidate shows it, and the way back is proved. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.engine import engine, platforms
from pipeline.ground import against, with_snippets
from pipeline.invalid import problems
from pipeline.read_back import shows
from pipeline.reader import reader
from pipeline.registry import features
from pipeline.start import facts_of
from renderers.base import RenderError, UnsupportedError, render
from schemas.inventory import Device

if TYPE_CHECKING:
    from schemas.blueprint_case import BlueprintCase
    from schemas.feature import Feature
    from schemas.knowledge import Blueprint


def try_case(item: Blueprint, case: BlueprintCase) -> tuple[str, ...]:
    """Return what is not as the case says; nothing where all is well.

    Law: nothing is returned only where the lines are those of the case, the candidate shows the feature, asking again
    changes nothing, and the independent model of the device proves both the commands and the way back.
    """
    device = _device(item, case)
    because = against(item, device)
    read = reader(device.platform)
    if because or read is None or device.platform not in platforms():
        return (because or f"{device.platform} cannot be prepared",)
    wanted = _wanted(item, case)
    if isinstance(wanted, str):
        return (wanted,)
    blueprint = with_snippets(item, device)
    try:
        lines = render(blueprint.template, wanted, facts_of(read, (blueprint,), case.running))
    except UnsupportedError as error:
        if case.refuses and case.refuses in str(error):
            return ()
        return (f"it refuses: {error}",)
    except RenderError as error:
        return (str(error),)
    if case.refuses:
        return (f"expected to refuse ({case.refuses}), but it writes {' | '.join(lines) or 'nothing'}",)
    if lines != case.lines:
        return (f"expected {' | '.join(case.lines)}, but it writes {' | '.join(lines) or 'nothing'}",)
    return _undone(blueprint, case.running, wanted, lines)


def _undone(item: Blueprint, running: str, wanted: Feature, lines: tuple[str, ...]) -> tuple[str, ...]:
    parts, read = engine(item.header.platform), reader(item.header.platform)
    assert read is not None
    try:
        candidate = parts.merge(running, lines).text
        ahead, back = parts.derive(running, candidate), parts.derive(candidate, running)
        proof = parts.prove(running, candidate, ahead, back)
        again = parts.merge(candidate, render(item.template, wanted, facts_of(read, (item,), candidate))).text
    except (ValueError, RenderError) as error:
        return (f"no candidate comes of it: {error}",)
    found = []
    if not ahead:
        found.append("the device runs it already, so that the case shows no way back")
    if proof.verdict != "proved":
        found.append(f"no rollback: commands and way back are {proof.verdict.replace('_', ' ')}: {proof.reason}")
    if not shows(wanted, facts_of(read, (item,), candidate), item.header.absent):
        found.append("the candidate does not show what was asked for; see reads")
    if again != candidate:
        found.append("asked for again, it changes the configuration once more")
    return tuple(found)


def _device(item: Blueprint, case: BlueprintCase) -> Device:
    header = item.header
    lowest = next((part[2:] for part in header.os_version.split() if part.startswith(">=")), "1")
    return Device(
        name="case-01",
        platform=header.platform,
        os_version=case.os_version or lowest,
        role=case.role or next(iter(header.roles), "access"),
        site="case",
    )


def _wanted(item: Blueprint, case: BlueprintCase) -> Feature | str:
    cls = features().get(item.header.feature)
    if cls is None:
        return f"feature {item.header.feature!r} is not known"
    try:
        return cls.model_validate_json(json.dumps(case.feature))
    except ValidationError as error:
        path, message = problems(error)[0]
        return f"feature{''.join(f'.{step}' for step in path)}: {message}"
