"""Bars of SVG: inside their room whatever the values are, from zero to the estimate, with words that stay words."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.energy.bars import Bar, Look, axis, drawn

LOOK = Look(tall=16, baseline=12, whisker=4, bar='class="b"', interval='class="i"', edge='class="e"')
WATTS = st.floats(-1e6, 1e6)
BARS = st.lists(
    st.builds(
        lambda values, name: Bar(name, values[1], values[0], values[2], name),
        st.tuples(WATTS, WATTS, WATTS).map(sorted),
        st.text("a<&>\"' ", max_size=6),
    ),
    min_size=1,
    max_size=5,
)


@given(BARS)
@settings(max_examples=50)
def test_all_of_it_stays_in_its_room_and_starts_at_zero(bars: list[Bar]) -> None:
    on = axis(bars, 100, 500)
    for one in bars:
        tree = ElementTree.fromstring(f"<svg>{''.join(drawn(one, 30, on, LOOK))}</svg>")
        bar = next(e for e in tree if e.get("class") == "b")
        start, end = float(bar.get("x", "")), float(bar.get("x", "")) + float(bar.get("width", ""))
        assert 100 <= start <= end <= 601.1
        assert min(abs(start - on.x(0)), abs(end - on.x(0))) <= 1.1
        interval = next(e for e in tree if e.get("class") == "i")
        assert 100 <= float(interval.get("x1", "")) <= float(interval.get("x2", "")) <= 600
        assert [e.get("x1") for e in tree if e.get("class") == "e"] == [interval.get("x1"), interval.get("x2")]
        assert [e.text or "" for e in tree if e.tag == "text"] == [one.name, one.words]


def test_where_nothing_is_drawn_zero_stands_at_the_left() -> None:
    assert axis([], 100, 500).x(0) == 100
