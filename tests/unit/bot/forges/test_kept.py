"""Answers that are kept: given out where the forge says that they still hold, and never otherwise."""

from __future__ import annotations

from bot.forges.github_kept import KeptAnswers

ASKED = ("/repos/o/n/pulls/1", ())


def test_what_is_still_so_is_given_out_and_what_is_new_replaces_it() -> None:
    kept = KeptAnswers()
    assert kept.headers(ASKED) == {}
    first = kept.answer(ASKED, "a", {"n": 1})
    assert kept.headers(ASKED) == {"If-None-Match": "a"}
    again = kept.answer(ASKED, "a", None)
    assert again == first == {"n": 1}
    again["n"] = 2
    assert kept.answer(ASKED, "a", None) == {"n": 1}, "whoever changes what he got changes nothing here"
    assert kept.answer(ASKED, "b", {"n": 3}) == {"n": 3}
    assert kept.headers(ASKED) == {"If-None-Match": "b"}
    assert kept.headers((ASKED[0], (("page", 2),))) == {}


def test_nothing_that_came_with_another_mark_or_none_is_made_up() -> None:
    kept = KeptAnswers()
    assert kept.answer(ASKED, "", {"n": 1}) == {"n": 1}
    assert kept.headers(ASKED) == {}
    kept.answer(ASKED, "a", {"n": 1})
    assert kept.answer(ASKED, "c", None) is None, "an empty answer with another mark is an empty answer"
    assert kept.headers(ASKED) == {}


def test_no_more_is_kept_than_fits() -> None:
    kept = KeptAnswers(most_bytes=100)
    for number in range(50):
        kept.answer((str(number), ()), "a", "x" * 20)
    assert [number for number in range(50) if kept.headers((str(number), ()))] == [46, 47, 48, 49]
    kept.answer(("big", ()), "a", "x" * 200)
    assert kept.headers(("big", ())) == {}
