"""Banners are texts of several lines: removed by their name, replaced in place."""

from __future__ import annotations

import pytest

from bot.diff import compare

CASES = {
    "cisco_ios": ("banner login ^C\n  one\n  two\n^C\n", "banner login ^C\n  three\n^C\n"),
    "arista_eos": ("banner login\none\ntwo\nEOF\n", "banner login\nthree\nEOF\n"),
}


@pytest.mark.parametrize("platform", sorted(CASES))
def test_a_banner_goes_by_its_name(platform: str) -> None:
    text, _ = CASES[platform]
    compared = compare(platform, f"hostname a\n!\n{text}!\n", "hostname a\n!\n")
    assert compared.remediation == ("no banner login",)
    assert compared.rollback == (text.rstrip("\n"),)
    assert compared.proof.verdict == "proved", compared.proof


@pytest.mark.parametrize("platform", sorted(CASES))
def test_a_banner_is_replaced_in_its_place(platform: str) -> None:
    one, other = CASES[platform]
    compared = compare(platform, f"hostname a\n!\n{one}!\n", f"hostname a\n!\n{other}!\n")
    assert compared.remediation == (other.rstrip("\n"),)
    assert compared.proof.verdict == "proved", compared.proof
