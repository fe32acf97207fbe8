"""BM25 counts as SQLite's FTS5 does, which is the other opinion."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.bm25 import scores, words

WORD = st.sampled_from(("vlan", "trunk", "port", "camera", "lacp", "mtu", "bgp"))
TEXT = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


def by_sqlite(texts: list[str], query: set[str]) -> list[float]:
    found = [0.0] * len(texts)
    with sqlite3.connect(":memory:") as database:
        database.execute("create virtual table texts using fts5(body)")
        database.executemany("insert into texts(rowid, body) values (?, ?)", list(enumerate(texts, start=1)))
        asked = " OR ".join(f'"{word}"' for word in sorted(query))
        for row, score in database.execute("select rowid, bm25(texts) from texts where texts match ?", (asked,)):
            found[row - 1] = -score
    return found


@settings(max_examples=60)
@given(st.lists(TEXT, min_size=1, max_size=9), st.sets(WORD, min_size=1, max_size=4))
def test_the_numbers_are_those_of_fts5(texts: list[str], query: set[str]) -> None:
    assert scores(texts, query) == pytest.approx(by_sqlite(texts, query), rel=1e-6, abs=1e-9)


def test_words_are_compared_in_small_letters_without_signs() -> None:
    assert words("Port-channel1, 802.1X!") == ["port", "channel1", "802", "1x"]
    assert scores([], ["vlan"]) == []
