"""Which deltas of a file of samples are measurements, and what is wrong with a file, on its line."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.energy.pairs import line, pairs, settings
from pipeline.energy.samples import read_samples, sessions
from pipeline.errors import InvalidInputError

HEAD = "device,port_type,trx,experiment,port_speed,n_ports,packet_size_B,bitrate_gbps,power_W,ts\n"


def rows(experiment: str, speed: str, slope: float, start: str, counts: tuple[int, ...] = (1, 2, 3, 4)) -> str:
    out = []
    for at, count in enumerate(counts):
        for again in range(3):
            watts = 100 + slope * count + 0.01 * (again - 1)
            out.append(f"box-1,QSFP,PCC,{experiment},{speed},{count},,,{watts},{start}:{at:02}:{again:02}")
    return "\n".join(out) + "\n"


def test_only_what_was_measured_in_one_sitting_is_compared() -> None:
    text = HEAD + rows("trx", "100G", 0.5, "2024-05-01_10") + rows("trx", "100G", 0.5, "2024-05-01_18")
    samples = read_samples("lab.csv", text)
    assert len(sessions(samples)) == 2
    found = pairs(samples)
    assert Counter(pair.why for pair in found) == {"admissible": 12}
    assert all(abs(pair.watts - 0.5 * (pair.many - pair.few)) < 1e-9 for pair in found)
    drawn = line(next(iter(settings(samples).values())))
    assert drawn is not None
    assert abs(drawn.slope - 0.5) < 1e-9


def test_a_sitting_in_which_nothing_responds_is_no_measurement() -> None:
    morning, evening = "2024-05-01_08", "2024-05-01_18"
    text = HEAD
    for speed in ("10G", "25G", "50G"):
        text += rows("trx", speed, 0.3, morning) + rows("trx", speed, 0.0, evening)
    by = Counter((pair.setting.session, pair.why) for pair in pairs(read_samples("lab.csv", text)))
    assert by == {(0, "admissible"): 18, (1, "session_inert"): 18}


def test_ports_that_cost_nothing_everywhere_are_a_measurement() -> None:
    starts = ("2024-05-01_08", "2024-05-01_18")
    text = HEAD + "".join(rows("trx", speed, 0.0, start) for speed in ("10M", "100M", "1G") for start in starts)
    assert {pair.why for pair in pairs(read_samples("lab.csv", text))} == {"admissible"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lab.csv:1: columns missing"),
        ("device,power_W\n", "columns missing: port_type"),
        (HEAD, "no readings"),
        (HEAD + "box-1,QSFP,PCC,trx,100G,2,,,much,2024-05-01_10:00:00\n", "lab.csv:2:"),
        (HEAD + "box-1,QSFP,PCC,trx,100G,2,,,nan,2024-05-01_10:00:00\n", "lab.csv:2:"),
        (HEAD + "box-1,QSFP,PCC,trx,100G,2,,,100,yesterday\n", "'yesterday' is no time"),
        (HEAD + ",QSFP,PCC,trx,100G,2,,,100,2024-05-01_10:00:00\n", "expected a device"),
    ],
)
def test_what_cannot_be_used_is_refused_on_its_line(text: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_samples("lab.csv", text)
