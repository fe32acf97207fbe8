"""`gains energy backtest` on files that nobody made for it: odd CSV, hardware and modules that it has never seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.energy.backtest import backtest, text
from pipeline.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "device,port_type,trx,experiment,port_speed,n_ports,packet_size_B,bitrate_gbps,power_W,ts\n"
KNOWN = ("cisco8201-32FH", "QSFP", "PCC", "trx", "100G")


def rows(device: str, port: str, module: str, experiment: str, speed: str, slope: float = 1.1) -> str:
    return "".join(
        f"{device},{port},{module},{experiment},{speed},{count},,,{200 + slope * count + 0.01 * again},"
        f"2024-05-01_08:{count:02}:{again:02}\n"
        for count in (2, 4, 6, 8)
        for again in range(3)
    )


def report(folder: Path, content: bytes) -> dict[str, Any]:
    file = folder / "meter.csv"
    file.write_bytes(content)
    return backtest(file)


PLAIN = HEAD + rows(*KNOWN)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode("utf-8-sig"), id="byte-order-mark"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), id="cr"),
        pytest.param(PLAIN.replace(",", ";").encode(), id="semicolons"),
        pytest.param(PLAIN.replace(",", "\t").encode(), id="tabs"),
        pytest.param(PLAIN.encode("utf-16"), id="utf-16"),
        pytest.param(PLAIN.replace("power_W", "Power_w ").encode(), id="other-case"),
        pytest.param(
            PLAIN.replace("ts\n", "ts,note\n").replace(":00\n", ":00,\xb0C\n").encode("latin-1"), id="latin-1"
        ),
        pytest.param(PLAIN.replace("2024-05-01_08", "2024-05-01 08").encode(), id="time-with-space"),
        pytest.param("\n".join(f"{one}," for one in PLAIN.splitlines()).encode(), id="trailing-comma"),
        pytest.param(PLAIN.replace(",2,,,", ",2.0,,,").encode(), id="counts-with-a-point"),
        pytest.param(PLAIN.replace("100G", "100Gbps").encode(), id="speed-with-words"),
        pytest.param((PLAIN + "\n\n ,\n").encode(), id="empty-lines"),
    ],
)
def test_the_same_readings_give_the_same_deltas(tmp_path: Path, content: bytes) -> None:
    assert report(tmp_path, content)["all"] == report(tmp_path, PLAIN.encode())["all"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("cisco8201-32FH,QSFP,PCC,trx,100G,2,,,nan,2024-05-01_08:02:30\n", "power_W is 'nan'"),
        ("cisco8201-32FH,QSFP,PCC,trx,100G,2,,,-7,2024-05-01_08:02:30\n", "power_W is -7"),
        ("cisco8201-32FH,QSFP,PCC,trx,100G,2,,,,2024-05-01_08:02:30\n", "power_W is ''"),
        ("cisco8201-32FH,QSFP,PCC,trx,100G,2,,,1e308,2024-05-01_08:02:30\n", "1e+308"),
        ("cisco8201-32FH,QSFP,PCC,trx,100G,2.5,,,200,2024-05-01_08:02:30\n", "n_ports is '2.5'"),
        ("cisco8201-32FH,QSFP,PCC,trx,100G,2,inf,1,200,2024-05-01_08:02:30\n", "packet_size_B 'inf'"),
        ("cisco8201-32FH,QSFP,PCC,trx,100G,2,,,200,noon\n", "'noon' is no time"),
        ("cut\n", "power_W is ''"),
    ],
)
def test_a_line_that_is_no_reading_is_left_out_and_said(tmp_path: Path, line: str, why: str) -> None:
    found = report(tmp_path, (PLAIN + line).encode())
    assert found["all"] == report(tmp_path, PLAIN.encode())["all"]
    found = report(tmp_path, (PLAIN + line).encode())
    assert found["unusable_lines"] == 1
    assert why in text(found)
    assert "meter.csv:14" in text(found)


@pytest.mark.parametrize("content", [bytes(range(256)), b"", b"\xff\xfe", HEAD.encode(), b"a,b\n1,2\n", b'"' * 200_000])
def test_what_is_no_file_of_samples_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InvalidInputError, match=r"meter\.csv"):
        report(tmp_path, content)


@pytest.mark.parametrize(
    ("device", "port", "module", "speed", "slope"),
    [
        ("juniperMX204", "QSFP28", "CWDM4", "100G", 1.4),
        ("huaweiCE8850", "QSFP28", "DAC", "100GE", 0.9),
        ("nokia7750", "CFP2", "DCO", "200G", 6.0),
        ("edgecoreAS9516", "OSFP", "DR8", "800g", 7.0),
        ("ciscoC9500", "SFP-10G-SR", "", "10G", 0.4),
        ("ciscoC9500", "SFP+", "SFP-10G-SR", "", 0.4),
        ("box", "RJ45", "T", "1000", 0.2),
        ("box", "SFP56", "Twinax", "50G", 0.5),
    ],
)
def test_hardware_that_nobody_knows_gets_a_wide_interval(
    tmp_path: Path, device: str, port: str, module: str, speed: str, slope: float
) -> None:
    found = report(tmp_path, (HEAD + rows(device, port, module, "trx", speed, slope)).encode())
    (one,) = found["platforms"].values()
    assert one["tiers"] == ["T4"]
    assert one["coverage_percent"] == 100
    assert one["in_pack"] is False


@pytest.mark.parametrize(
    ("port", "module", "speed", "why"),
    [
        ("", "", "10G", "no module is named"),
        ("SFP56", "", "50G", "optic_unknown"),
        ("Strange", "Thing", "50G", "optic_unknown"),
        ("SFP+", "SR", "fast", "'fast' is no speed"),
        ("SFP+", "SR", "100", "'100' is no speed"),
    ],
)
def test_what_cannot_be_predicted_is_refused_with_the_reason(
    tmp_path: Path, port: str, module: str, speed: str, why: str
) -> None:
    found = report(tmp_path, (HEAD + rows("box", port, module, "trx", speed)).encode())
    assert found["all"] == {"deltas": 0}
    assert why in text(found)
    result = CliRunner().invoke(application(["energy"]), ["energy", "backtest", str(tmp_path / "meter.csv"), "--json"])
    assert result.exit_code == 1, result.output
