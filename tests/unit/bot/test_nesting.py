"""Every line knows the lines that it stands under, as somebody finds them who reads upwards from it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nesting import around, parents

LINES = st.lists(
    st.builds(lambda deep, text: f"{' ' * deep}{text}", st.integers(0, 4), st.sampled_from(["a", "b", "!", "#", ""])),
    max_size=30,
)


def read_upwards(lines: list[str], at: int) -> list[int]:
    """Return the same the slow way."""
    found: list[int] = []
    deep = len(lines[at]) - len(lines[at].lstrip())
    for above in range(at - 1, -1, -1):
        line = lines[above]
        if line.strip(" !#") and len(line) - len(line.lstrip()) < deep:
            found.append(above)
            deep = len(line) - len(line.lstrip())
    return found[::-1]


@given(LINES)
@settings(max_examples=60)
def test_it_is_what_reading_upwards_finds(lines: list[str]) -> None:
    above = parents(lines)
    for at in range(len(lines)):
        assert around(above, at) == read_upwards(lines, at)


class _Counted(str):
    """A line that counts how often it is looked at."""

    __slots__ = ()
    looked = 0

    def lstrip(self, chars: str | None = None, /) -> str:
        _Counted.looked += 1
        return super().lstrip(chars)


def test_a_long_filter_is_read_once() -> None:
    lines = [_Counted("ip access-list x"), *(_Counted(f" {at} permit ip any any") for at in range(5_000))]
    above = parents(lines)
    assert all(around(above, at) == [0] for at in range(1, 5_001))
    assert _Counted.looked == len(lines), "a filter of 10,000 entries took half a minute when each read upwards"


def test_a_comment_sign_is_no_block() -> None:
    lines = ["interface a", "!", " mtu 9000", " !", "  x"]
    assert [around(parents(lines), at) for at in (2, 4)] == [[0], [0, 2]]
    assert all(one < two for one, two in pairwise(around(parents(lines), 4)))
