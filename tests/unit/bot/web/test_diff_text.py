"""A difference as text: a row is a line, runs of one sign are one piece, and nothing in a row breaks out of it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.web.diff_text import PART, parts
from bot.web.diff_view import Row

ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from("+- "),
        st.text("ab \n!", max_size=5),
        st.integers(0, 12_000),
        st.integers(0, 40),
    ),
    max_size=30,
)


@given(ROWS)
@settings(max_examples=60)
def test_a_row_is_one_line_whatever_it_holds(rows: list[Row]) -> None:
    found = [run for part in parts(rows) for run in part]
    lines = "".join(run.text for run in found).split("\n")
    assert len(lines) == len(rows) + 1
    signs = [{"ins": "+", "del": "-", "span": " "}[run.tag] for run in found for _ in range(run.text.count("\n"))]
    assert signs == [row.sign for row in rows]


def test_it_reads_as_a_table_without_one() -> None:
    rows = [Row("-", "vlan 7"), Row(" ", "interface a", 9), Row("+", "  mtu 9000", 10, 1), Row("+", "  x", 11, 12)]
    said = "".join(run.text for part in parts(rows) for run in part)
    assert said.splitlines() == [
        "        - vlan 7",
        " 9        interface a",
        "10 [1]  +   mtu 9000",
        "11 [12] +   x",
    ]


def test_lines_that_are_alike_are_one_piece_and_parts_stay_small() -> None:
    found = parts([Row("+", "x", at, 1) for at in range(1, 1_001)])
    assert [len(part) for part in found] == [1] * (1_000 // PART)
    assert all(part[0].text.count("\n") == PART for part in found)
