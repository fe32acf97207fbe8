"""Values that engineers write in several ways: AS numbers, VLANs, ranges of ports; each means one thing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pipeline.intents.as_numbers import as_number
from pipeline.reader import reader
from schemas.values import Asn, VlanId, VlanRange

ASN: TypeAdapter[int | str] = TypeAdapter(Asn)
VLAN: TypeAdapter[int] = TypeAdapter(VlanId)
VLANS: TypeAdapter[int | str] = TypeAdapter(VlanRange)
RANGES = [
    ("cisco_ios", "Gi1/0/", "GigabitEthernet1/0/"),
    ("cisco_ios", "GigabitEthernet1/0/", "GigabitEthernet1/0/"),
    ("cisco_nxos", "Eth1/", "Ethernet1/"),
    ("arista_eos", "Et", "Ethernet"),
    ("cisco_xr", "Gi0/0/0/", "GigabitEthernet0/0/0/"),
    ("juniper_junos", "ge-0/0/", "ge-0/0/"),
]


@given(st.integers(-5, 2**32 + 5))
@settings(max_examples=60, deadline=None)
def test_both_notations_of_an_as_number_are_taken_or_refused_together(number: int) -> None:
    dotted = f"{number // 65536}.{number % 65536}"
    usable = 0 < number < 2**32 - 1 and number not in (23456, 65535)
    for written in (number, dotted):
        if usable:
            assert as_number(ASN.validate_python(written)) == number
        else:
            with pytest.raises(ValidationError):
                ASN.validate_python(written)


@pytest.mark.parametrize("written", ["64512", "1.65536", "65536.0", "1.2.3", "1.", ".1", "-1", "1.1 ", "external"])
def test_other_forms_of_an_as_number_are_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        ASN.validate_python(written)


@given(st.integers(-3, 5000), st.integers(-3, 5000))
@settings(max_examples=60, deadline=None)
def test_vlans_are_1_to_4094_and_ranges_rise(first: int, last: int) -> None:
    good = 1 <= first <= last <= 4094
    if good:
        assert VLANS.validate_python(f"{first}-{last}") == f"{first}-{last}"
    else:
        with pytest.raises(ValidationError):
            VLANS.validate_python(f"{first}-{last}")
    if 1 <= first <= 4094:
        assert VLAN.validate_python(first, strict=True) == first
    else:
        with pytest.raises(ValidationError):
            VLAN.validate_python(first, strict=True)


@pytest.mark.parametrize(("platform", "short", "name"), RANGES)
@given(first=st.integers(1, 60), more=st.integers(0, 47))
@settings(max_examples=15, deadline=None)
def test_a_range_is_its_ports_by_the_names_of_the_device(
    platform: str, short: str, name: str, first: int, more: int
) -> None:
    read = reader(platform)
    assert read is not None
    ports = read.expand(f"{short}{first}-{first + more}") if more else read.expand(f"{short}{first}")
    assert ports == tuple(f"{name}{number}" for number in range(first, first + more + 1))
    assert [read.expand(port) for port in ports] == [(port,) for port in ports], "canonical names stay as they are"
    if more:
        with pytest.raises(ValueError, match="before it begins"):
            read.expand(f"{short}{first + more}-{first}")
