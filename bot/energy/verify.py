"""What `gains energy verify` and `recalibrate` do: measured beside predicted, the residual log, the discrepancy."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bot import package_files
from bot.energy.from_files import from_files
from bot.energy.from_prometheus import FromPrometheus, profile
from bot.energy.own import own_rows
from bot.energy.pack import FOLDER as KNOWLEDGE
from bot.energy.pack import with_own
from bot.energy.wanted import DeviceWanted
from bot.evidence import evidence
from bot.files import Folder
from bot.snapshot import read_settings
from pipeline.energy.aftermath import Measured, aftermath
from pipeline.energy.recalibrate import COLUMNS, ENOUGH, read_residuals, recalibrate
from pipeline.errors import InvalidInputError, TelemetryError
from schemas.footprint import Footprint
from schemas.quantity import quantity
from schemas.telemetry import DeviceTelemetry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemas.power import PowerSeries

LOG = f"{KNOWLEDGE}/residuals.csv"
AFTER = "telemetry/after"
"""Folder of the same files as `telemetry/`, for the window after a change."""


def verify(change: Path, repo: Path, until: datetime) -> dict[str, Any]:
    """Return measured beside predicted for every device of a change package, and note it in the residual log."""
    there = package_files.read(change)
    try:
        found = Footprint.model_validate_json(there.get("footprint.json", b""))
    except ValidationError:
        raise InvalidInputError(f"{change}: footprint.json holds no estimate", hint="nothing was predicted") from None
    files = Folder(repo)
    known = with_own(own_rows(files))
    before = _before(there)
    after: dict[str, PowerSeries] = {}
    silent: dict[str, str] = {}
    for one in found.devices:
        if one.delta is None:
            continue
        try:
            said = _after(files, one.device, one.platform, until)
        except TelemetryError as error:
            silent[one.device] = str(error)
            continue
        if said is not None and said.power is not None:
            after[one.device] = said.power
    overlapping = sorted(name for name in after if name in before and after[name].start < _end(before[name]))
    for name in overlapping:
        del after[name]
        silent[name] = "the window after the change overlaps the one before"
    measured = aftermath(found, known, before, after)
    _log(repo, change.resolve().name, until, measured)
    return {
        "intent": change.resolve().name,
        "until": until.isoformat(),
        "devices": [_row(one, silent.get(one.device, "")) for one in measured],
        "log": LOG,
    }


def _end(series: PowerSeries) -> datetime:
    return series.start + timedelta(seconds=series.step_s * len(series.watts_w))


def _before(there: Mapping[str, bytes]) -> dict[str, PowerSeries]:
    out = {}
    for one in evidence(there):
        if (one.question.port, one.question.name) == ("telemetry", "device"):
            said = DeviceTelemetry.model_validate_json(one.answer.content)
            if said.power is not None:
                out[said.device] = said.power
    return out


def _after(files: Folder, device: str, platform: str, until: datetime) -> DeviceTelemetry | None:
    wanted = DeviceWanted(device, platform, (), 7, 300, 14, 3600)
    said = from_files(files, wanted, until, AFTER)
    settings, _ = read_settings(files)
    if said is not None or settings.energy.prometheus is None:
        return said
    from bot.energy.server import opened

    server = settings.energy.prometheus
    asked = FromPrometheus(opened(server.url), profile(server.profile_of(platform)))
    return asked.device(wanted, until.astimezone(UTC))


def _row(one: Measured, silent: str) -> dict[str, Any]:
    row = {name: quantity(value, 3) if isinstance(value, float) else value for name, value in asdict(one).items()}
    return {
        "device": one.device,
        "hardware": one.model,
        "predicted_w": row["predicted"],
        "predicted_error_w": row["predicted_error"],
        "measured_w": row["measured"],
        "measured_error_w": row["measured_error"],
        "outcome": one.outcome,
        "why": silent or one.why,
    }


def _log(repo: Path, intent: str, until: datetime, measured: tuple[Measured, ...]) -> None:
    """Add the rows to the log; the same change verified at the same time replaces its own."""
    file = repo / LOG
    rows: list[dict[str, str]] = []
    if file.is_file():
        with file.open(newline="") as stream:
            rows = list(csv.DictReader(stream))
    when = until.isoformat()
    rows = [row for row in rows if (row.get("intent"), row.get("when")) != (intent, when)]
    for one in measured:
        said = {key: "" if value is None else str(value) for key, value in _row(one, "").items()}
        rows.append({"when": when, "intent": intent, **said})
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(out.getvalue())


def recalibrated(repo: Path) -> dict[str, Any]:
    """Return what the residual log says about the discrepancy term; raise `InvalidInputError` without one."""
    raw = Folder(repo).read(LOG)
    if raw is None:
        raise InvalidInputError(f"{repo} has no {LOG}", hint="gains energy verify writes it after a change")
    found = recalibrate(read_residuals(LOG, raw.decode(errors="replace")))
    return {
        "needed": ENOUGH,
        "classes": [
            {
                "name": one.name,
                "residuals": one.residuals,
                "bias_w": quantity(one.bias_w, 3),
                "discrepancy_percent": None
                if one.discrepancy_percent is None
                else quantity(one.discrepancy_percent, 1),
            }
            for one in found
        ],
    }


def write_discrepancy(repo: Path, found: dict[str, Any]) -> Path | None:
    """Write the discrepancy of all classes together for the next estimates; None where there are too few residuals."""
    whole = found["classes"][-1]["discrepancy_percent"]
    if whole is None:
        return None
    file = repo / KNOWLEDGE / "recalibrated.yaml"
    file.write_text(f'# Written by gains energy recalibrate, from {LOG}.\ndiscrepancy_percent: "{whole}"\n')
    return file


def text(found: dict[str, Any]) -> str:
    """Return what was measured, for people."""
    out = [f"{found['intent']}, window until {found['until']}"]
    for one in found["devices"]:
        measured = (
            "no data" if one["measured_w"] is None else f"{one['measured_w']} ± {one['measured_error_w'] or '?'} W"
        )
        predicted = f"{one['predicted_w']} ± {one['predicted_error_w']} W"
        out.append(f"{one['device']:<24} predicted {predicted}, measured {measured}: {one['outcome']} ({one['why']})")
    if not found["devices"]:
        out.append("no device has a predicted delta")
    out.append(f"noted in {found['log']}")
    return "\n".join(out)


def recalibrated_text(found: dict[str, Any]) -> str:
    """Return what the residual log says, for people."""
    out = [f"{'hardware':<28}{'residuals':>10}{'bias W':>10}{'discrepancy':>14}"]
    for one in found["classes"]:
        said = f"{one['discrepancy_percent']} %" if one["discrepancy_percent"] else f"{found['needed']} needed"
        out.append(f"{one['name']:<28}{one['residuals']:>10}{one['bias_w']:>10}{said:>14}")
    return "\n".join(out)
