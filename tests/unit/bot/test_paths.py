"""Names that may stand in a network repository."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.paths import collisions, refusal

GOOD = ("intents/a.yaml", "changes/müller/x.cfg", ".gitattributes", "a/.github/b", "git~x", "..a", "a..", "日本/語")
BAD = {
    "": "0 bytes",
    "/etc/passwd": "absolute",
    "a/": "slash",
    "a//b": "slash",
    "../a": "'..'",
    "a/../b": "'..'",
    "./a": "'.'",
    "a\\b": "backslash",
    "a\0b": "U+0000",
    "a\nb": "U+000A",
    "a\u202eb": "U+202E",
    "a\u200cb": "U+200C",
    ".git/config": "git",
    "a/.GIT/b": "git",
    ".git./x": "git",
    ".git ": "git",
    ".git::$INDEX_ALLOCATION/x": "git",
    "GIT~1/x": "git",
    ".g\u200cit/config": "U+200C",
    "e\u0301.cfg": "normal form",
    "a" * 256: "255",
    "ü" * 128: "255",
    "/".join(["a" * 200] * 30): "4096",
    "a\udc80": "UTF-8",
}


@pytest.mark.parametrize("path", GOOD)
def test_a_plain_path_may_be_used(path: str) -> None:
    assert refusal(path) == ""


@pytest.mark.parametrize(("path", "word"), BAD.items())
def test_a_path_that_escapes_or_deceives_is_refused(path: str, word: str) -> None:
    assert word in refusal(path)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["..", ".git", "a", ".", "", "B", "\\"]), min_size=1, max_size=4).map("/".join))
def test_what_is_accepted_stays_below_the_root(path: str) -> None:
    if not refusal(path):
        assert not {"..", ".", "", ".git"} & set(path.split("/"))


def test_paths_that_differ_in_case_alone_are_found_in_folders_too() -> None:
    assert collisions(["A/x", "a/y", "b"]) == (("A", "a"),)
    assert collisions(["straße", "STRASSE", "c"]) == (("STRASSE", "straße"),)
    assert collisions(["a/x", "a/y"]) == ()
