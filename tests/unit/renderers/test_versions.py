"""Versions sort as releases came; netutils is the other opinion where it has one."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from netutils.os_version import compare_version_loose

from pipeline.ground import holds
from renderers.versions import key_of

IN_ORDER = {
    "cisco_ios": ("12.2(55)SE12", "15.2(4)M6", "15.2(4)M7", "15.2(4)M10", "16.12.4", "17.9.4", "17.9.4a", "17.12.1"),
    "cisco_nxos": ("7.0(3)I7(8)", "9.3(5)", "9.3(9)", "9.3(10)", "10.2(1)", "10.2(1a)", "10.2(11)"),
    "cisco_xr": ("6.6.3", "7.5.2", "7.5.10", "24.1.1"),
    "arista_eos": ("4.20.1F", "4.29.2F", "4.29.10M", "4.30.0F"),
    "juniper_junos": ("15.1R7", "18.4R2", "21.4R3", "21.4R3-S5", "21.4R3-S10", "22.1R1"),
    "frr": ("7.5.1", "8.4", "8.4.2", "10.0"),
}


@pytest.mark.parametrize("platform", IN_ORDER)
def test_releases_sort_as_they_came(platform: str) -> None:
    versions = IN_ORDER[platform]
    assert sorted(set(versions), key=key_of(platform)) == list(versions)
    for older, newer in pairwise(versions):
        assert compare_version_loose(newer, ">", older)


def test_two_states_of_care_are_one_release() -> None:
    key = key_of("arista_eos")
    assert key("4.29.2F") == key("4.29.2M") < key("4.29.3F")


def test_a_condition_counts_as_the_platform_does() -> None:
    assert holds(">=9.3(10) <10", "9.3(11)", "cisco_nxos")
    assert not holds(">=9.3(10)", "9.3(9)", "cisco_nxos")
    assert not holds("<17.9.4", "17.9.4a", "cisco_ios")


def _forms(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


FORMS = {
    "cisco_ios": _forms(r"1[2-7]\.[1-9]{1,2}(\([1-9]{1,2}\)(M|SE|E|T|S)[1-9]{1,2}|\.[1-9][a-c]?)"),
    "cisco_nxos": _forms(r"([6-9]|10)\.[0-4]\([1-9]{1,2}[a-c]?\)(I[1-7]\([1-9]{1,2}\))?"),
    "cisco_xr": _forms(r"([6-7]|2[4-5])\.[1-9]\.[1-9]{1,2}"),
    "arista_eos": _forms(r"4\.[1-3][0-9]\.[1-9]{1,2}(\.[1-9])?[FM]?"),
    "juniper_junos": _forms(r"(1[5-9]|2[0-4])\.[1-4]R[1-9](-S[1-9]{1,2})?"),
    "frr": _forms(r"([7-9]|10)\.[0-9](\.[1-9]{1,2})?"),
}


def _between(version: str) -> tuple[str, ...]:
    """Return what is between the numbers: netutils only compares versions of one form as numbers."""
    return tuple(re.split(r"\d+", version))


@pytest.mark.parametrize("platform", FORMS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_keys_are_an_order_that_netutils_agrees_with(platform: str, data: st.DataObject) -> None:
    key, form = key_of(platform), FORMS[platform]
    a, b, c = sorted((data.draw(form), data.draw(form), data.draw(form)), key=key)
    assert key(a) <= key(b) <= key(c)
    assert key(a) <= key(c)
    assert [key(a) < key(c), key(a) == key(c), key(a) > key(c)].count(True) == 1
    older = data.draw(st.sampled_from((a, b, c)))
    spans = [match.span() for match in re.finditer(r"\d+", older)]
    start, end = data.draw(st.sampled_from(spans))
    newer = f"{older[:start]}{int(older[start:end]) + 1}{older[end:]}"
    assert key(older) < key(newer), "one more of any number is a later release"
    assert compare_version_loose(newer, ">", older)
    for one, other in ((a, b), (b, c), (a, c)):
        if _between(one) == _between(other) and key(one) != key(other):
            assert compare_version_loose(one, "<", other), (one, other)
