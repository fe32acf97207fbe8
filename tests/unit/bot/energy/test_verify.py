"""After the change: measured beside predicted, what a sensor cannot tell, and the discrepancy from one's own record."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.energy.pack import bundled, with_own
from bot.energy.verify import LOG
from bot.package_files import write
from pipeline.energy.aftermath import aftermath
from pipeline.energy.estimate import Inputs, estimate
from pipeline.energy.recalibrate import COLUMNS, ENOUGH, read_residuals, recalibrate
from pipeline.errors import InvalidInputError
from schemas.power import PowerSeries
from tests.real_data import DATA
from tests.unit.bot.energy.spine import Spine
from tests.unit.pipeline.energy.changes import turned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from schemas.power import PowerSource

FIELD = DATA / "energy" / "field_ciscoNCS55A1-24H_psu_snmp_5min.csv"
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
AFTER = BEFORE + timedelta(days=14)
WEEK = 7 * 288


def series(watts: Sequence[float], start: datetime, source: PowerSource = "meter") -> PowerSeries:
    values = tuple(f"{one:.3f}" for one in watts)
    return PowerSeries(id="wan-01", device="wan-01", source=source, start=start, step_s=300, watts_w=values)


def wavy(base: float, swing: float = 0.1) -> list[float]:
    return [base + swing * (((at // 288) * 5) % 7 - 3) / 3 + 0.001 * (at % 7) for at in range(WEEK)]


@pytest.mark.parametrize(
    ("swing", "drop", "outcome", "why"),
    [
        (0.1, 2.06, "confirmed", "lies within"),
        (0.1, 0.0, "contradicted", "beyond the prediction"),
        (0.1, 9.0, "contradicted", "beyond the prediction"),
        (4.0, 2.06, "not_verifiable", "below_mde"),
    ],
)
def test_measured_is_put_beside_predicted(swing: float, drop: float, outcome: str, why: str) -> None:
    found = estimate(Inputs([turned(n) for n in range(4)], bundled()))
    before, after = series(wavy(400, swing), BEFORE), series(wavy(400 - drop, swing), AFTER)
    (one,) = aftermath(found, bundled(), {"wan-01": before}, {"wan-01": after})
    assert (one.outcome, why in one.why) == (outcome, True), one
    assert one.measured == pytest.approx(-drop, abs=0.01)


@pytest.mark.parametrize("drop", [0.0, 12.3, 30.0])
def test_a_sensor_that_does_not_follow_its_meter_confirms_nothing(drop: float) -> None:
    """Whatever this router says of itself after a change, a saving is not verified by it."""
    values = wavy(400)
    if FIELD.is_file():
        with FIELD.open() as stream:
            values = [float(row["total_power_W"]) for row in csv.DictReader(stream) if row["total_power_W"]][:WEEK]
    found = estimate(Inputs([turned(n) for n in range(24)], bundled()))
    before = series(values, BEFORE, "psu_input")
    after = series([one - drop for one in values], AFTER, "psu_input")
    (one,) = aftermath(found, bundled(), {"wan-01": before}, {"wan-01": after})
    assert one.outcome == "not_verifiable"
    assert "sensor_blind" in one.why


def test_windows_of_different_sources_do_not_compare() -> None:
    found = estimate(Inputs([turned(0)], bundled()))
    before, after = series(wavy(400), BEFORE), series(wavy(390), AFTER, "psu_input")
    (one,) = aftermath(found, bundled(), {"wan-01": before}, {"wan-01": after})
    assert (one.outcome, one.measured) == ("no_data", None)


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(application(["energy"]), ["energy", *arguments])
    return done.exit_code, done.output


def written(tmp_path: Path) -> Path:
    """Write the spine, a change package of it, and its power a week later: 2.8 W less at Ethernet7 and Ethernet8."""
    network = Spine().telemetry("sp-1", {"Ethernet7/1": 0.0, "Ethernet8/1": 0.0})
    ports = [{"device": "sp-1", "interfaces": ["Ethernet7/1", "Ethernet8/1"]}]
    package = network.package("port_sleep", {"ports": ports})
    later = json.loads(network.files["telemetry/sp-1.json"])
    later["taken"], later["power"]["start"], later["traffic"] = "2026-11-25T00:00:00Z", "2026-11-18T00:00:00Z", []
    later["power"]["watts_w"] = [f"{float(one) - 2.8:.2f}" for one in later["power"]["watts_w"]]
    network.files["telemetry/after/sp-1.json"] = json.dumps(later)
    for path, text in network.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "changes").mkdir()
    write(tmp_path / "changes" / "x", package)
    return tmp_path / "changes" / "x"


def test_verify_writes_the_residual_log_once(tmp_path: Path) -> None:
    change = written(tmp_path)
    for _ in range(2):
        code, out = run("verify", str(change), "--until", "2026-11-25T00:00:00Z")
        assert code == 0, out
        assert "confirmed" in out
    rows = list(csv.DictReader((tmp_path / LOG).read_text().splitlines()))
    assert [(row["device"], row["outcome"]) for row in rows] == [("sp-1", "confirmed")]
    assert float(rows[0]["measured_w"]) == pytest.approx(-2.8, abs=0.01)
    code, out = run("recalibrate", "--repo", str(tmp_path))
    assert code == 1
    assert "20 needed" in out


def test_verify_without_a_window_after_says_so(tmp_path: Path) -> None:
    change = written(tmp_path)
    (tmp_path / "telemetry" / "after" / "sp-1.json").unlink()
    code, out = run("verify", str(change))
    assert code == 0
    assert "no_data" in out


@pytest.mark.parametrize(("arguments", "code"), [(("--until", "soon"), 2), ((), 3)])
def test_verify_refuses_what_is_no_change(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    assert run("verify", str(tmp_path), *arguments)[0] == code


def log(rows: Sequence[tuple[float, float, str]]) -> str:
    out = [",".join(COLUMNS)]
    out += [f"t,i,d,{'BOX-1'},{predicted},0.1,{measured},0.1,{outcome}" for predicted, measured, outcome in rows]
    return "\n".join(out)


def test_the_discrepancy_is_the_95th_percentile_of_what_could_be_seen() -> None:
    rows = [(-10.0, -10.0 + at / 10, "confirmed") for at in range(ENOUGH - 1)] + [(-10.0, -1.0, "not_verifiable")] * 50
    few = recalibrate(read_residuals(LOG, log(rows)))
    assert few[-1].discrepancy_percent is None
    rows.append((-10.0, -8.0, "contradicted"))
    (box, whole) = recalibrate(read_residuals(LOG, log(rows)))
    assert (box.name, whole.name, whole.residuals) == ("BOX-1", "all", ENOUGH)
    assert whole.discrepancy_percent == pytest.approx(100 * 0.2 / 1.96, abs=0.01)


def test_what_is_recalibrated_is_used(tmp_path: Path) -> None:
    rows = [(-10.0, -8.0, "contradicted")] * ENOUGH
    (tmp_path / LOG).parent.mkdir(parents=True)
    (tmp_path / LOG).write_text(log(rows))
    code, out = run("recalibrate", "--repo", str(tmp_path), "--write")
    assert code == 0, out
    known = with_own(
        {"knowledge/energy/recalibrated.yaml": (tmp_path / "knowledge/energy/recalibrated.yaml").read_bytes()}
    )
    assert known.pack.discrepancy_percent == "10.2"
    wide, narrow = (estimate(Inputs([turned(n) for n in range(9)], one)).delta for one in (known, bundled()))
    assert wide is not None
    assert narrow is not None
    assert float(wide.standard_uncertainty_w) > float(narrow.standard_uncertainty_w)


@pytest.mark.parametrize(
    "text", ["a,b\n", log([]) + "\nt,i,d,h,much,0,1,1,confirmed", log([]) + "\nt,i,d,h,nan,0,1,1,x"]
)
def test_a_wrong_log_is_refused_on_its_line(text: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"residuals\.csv:[12]:"):
        read_residuals(LOG, text)
