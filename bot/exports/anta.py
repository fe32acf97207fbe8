"""`anta`: an ANTA catalog of what must hold on EOS afterwards: by feature, and by the lines that the change adds."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.exports.base import Export, Exported, head, yaml
from bot.handoff import automation, unseen

if TYPE_CHECKING:
    from bot.handoff import HandOff
    from schemas.candidate import DeviceCandidate

_PLACEHOLDER = "<secret:"


def write(found: HandOff) -> Exported:
    """Return the catalog; each test is tagged with its device and carries the manifest digest into reports."""
    catalog: dict[str, list[dict[str, Any]]] = {}
    covered: list[str] = []
    left: list[str] = []
    mine = {item.device for item in found.candidates.devices if automation(item.platform).anta}
    for on in found.wanted.devices:
        if on.device not in mine:
            continue
        tests = import_module(f"renderers.{on.platform}.anta").TESTS
        for fields in on.features:
            test = tests[fields["feature"]](fields) if fields["feature"] in tests else None
            if test is not None:
                catalog.setdefault(test.module, []).append(_entry(found, on.device, test.name, test.inputs))
                covered.append(f"{on.device}: {fields['feature'].replace('_', ' ')} by {test.name}")
    for item in found.candidates.devices:
        if item.device not in mine:
            left.append(f"{item.device}: {item.platform} is nothing that ANTA tests")
            continue
        patterns, secret = _lines(item)
        if patterns:
            entry = _entry(found, item.device, "VerifyRunningConfigLines", {"regex_patterns": patterns})
            catalog.setdefault("anta.tests.configuration", []).append(entry)
            covered.append(f"{item.device}: {len(patterns)} lines by VerifyRunningConfigLines")
        left += [f"{item.device}: a line with a secret: {line}" for line in secret]
    left += [one for one in unseen(found) if one.partition(":")[0] in mine]
    text = head(found, "ANTA catalog", tuple(left)) + yaml(dict(sorted(catalog.items())))
    return Exported(((f"{found.intent}.anta.yml", text),), tuple(covered), tuple(left))


def _entry(found: HandOff, device: str, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Return a test of the catalog: ANTA gives every device its own name as a tag."""
    return {
        name: {**inputs, "filters": {"tags": [device]}, "result_overwrite": {"custom_field": f"gains {found.digest}"}}
    }


def _lines(item: DeviceCandidate) -> tuple[list[str], list[str]]:
    """Return patterns of the lines that the change adds, and those that hold a secret, which nobody can compare."""
    wanted = dict.fromkeys(line.text.strip() for line in item.lines if line.text.strip() not in ("", "!", "exit"))
    patterns = [rf"^\s*{re.escape(text)}\s*$" for text in wanted if _PLACEHOLDER not in text]
    return patterns, [text for text in wanted if _PLACEHOLDER in text]


PLUGIN = Export(title="ANTA catalog (Arista EOS)", write=write)
