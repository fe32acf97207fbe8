"""Secrets: sixty ways in which devices and people write them, none of which stays in a text that is sent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assist.secrets import redact
from pipeline.assist.tripwire import trip

S = "Zq7-planted"
"""The planted value; long ones are made of it."""
HEX = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
B64 = "Qm9ndXNLZXlGb3JUZXN0c09ubHkwMTIzNDU2Nzg5"
LINES = [
    f"enable secret 5 $1$abcd${S}",
    f"enable secret 9 $9$abcd${S}",
    f"enable secret {S}",
    f"enable password {S}",
    f"enable password 7 {S}",
    f"enable secret sha512 $6$salt${S}",
    f"enable password sha512 $6$salt${S}",
    f"username admin privilege 15 secret 5 {S}",
    f"username admin password 0 {S}",
    f"username admin role network-admin secret sha512 $6$x${S}",
    f"username ops nopassword sshkey ssh-rsa {B64}{S}",
    f"snmp-server community {S} ro",
    f"snmp-server community {S} RW 10",
    f"snmp-server host 192.0.2.1 version 2c {S}",
    f"snmp-server host 192.0.2.1 traps version 2c {S}",
    f"snmp-server user poll group v3 auth sha {S} priv aes 128 {S}",
    f"snmp-server user poll group v3 auth md5 {S}",
    f"set snmp community {S} authorization read-only",
    f"rocommunity {S} 192.0.2.0/24",
    f"tacacs-server key 7 {S}",
    f"tacacs-server host 192.0.2.1 key {S}",
    f"radius-server host 192.0.2.1 auth-port 1812 acct-port 1813 key 7 {S}",
    f"radius-server key 0 {S}",
    f" key 7 {S}",
    f" key-string 7 {S}",
    f" key-string {S}",
    f"crypto isakmp key {S} address 192.0.2.1",
    f" pre-shared-key address 192.0.2.1 key {S}".replace("address 192.0.2.1 key ", ""),
    f" pre-shared-key ascii-text {S}",
    f"set security ike policy P pre-shared-key ascii-text {S}",
    f" ip ospf message-digest-key 1 md5 7 {S}",
    f" ip ospf authentication-key {S}",
    f" neighbor 192.0.2.1 password {S}",
    f" neighbor 192.0.2.1 password 7 {S}",
    f" area 0 authentication-key {S}",
    f" isis password {S} level-2",
    f" area-password {S}",
    f" domain-password {S}",
    f" standby 1 authentication md5 key-string 7 {S}",
    f" vrrp 1 authentication text {S}",
    f"ntp authentication-key 1 md5 {S} 7",
    f"vtp password {S}",
    f" ppp chap password 0 {S}",
    f" ppp pap sent-username u password 0 {S}",
    f'set system root-authentication encrypted-password "$6$abc${S}"',
    f"set system root-authentication plain-text-password-value {S}",
    f'encrypted-password "{S}";',
    f'secret "{S}";',
    f'authentication-key "{S}";',
    f"simple-password {S};",
    f"authentication-password {S}",
    f"privacy-password {S}",
    f"wpa-psk ascii 0 {S}",
    f"description password: {S}",
    f"! token={S}",
    f"please use api_key = '{S}'",
    f"https://user:{S}@example.net/x",
    f"Bearer {S}",
    "! ghp_abcdefghijklmnopqrstuvwx0123456789",
    "description glpat-abcdefghij0123456789",
    "AKIAABCDEFGHIJKLMNOP",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijk",
    f"-----BEGIN RSA PRIVATE KEY-----\n{B64}\n-----END RSA PRIVATE KEY-----",
    "crypto pki certificate chain X\n  30820122 0A1B2C3D 4E5F6071 8293A4B5\n  0A1B2C3D 4E5F6071\n quit",
    f"key {HEX}{HEX}",
    f"comment {B64}",
]
PLANTED = (
    S,
    HEX,
    B64,
    "abcdefghij0123456789",
    "abcdefghijklmnopqrstuvwx0123456789",
    "AKIAABCDEFGHIJKLMNOP",
    "eyJzdWIiOiIxMjM0In0",
    "0A1B2C3D 4E5F6071",
)

HARMLESS = [
    "interface GigabitEthernet1/0/10",
    " description B7-1.C1 panel C, free",
    " switchport access vlan 120",
    "New cameras on floors 1-3 of building 7",
    " neighbor 192.0.2.1 remote-as 64500",
    "set community-list on the route reflector",
    "the second reflector for dist-a-02",
    "ip access-list extended GUEST-IN",
    "2001:db8:0:1::/64 moves to 2001:db8:0:2::/64",
]


def test_there_are_sixty() -> None:
    assert len(LINES) >= 60


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_secret_goes_wherever_it_stands(line: str) -> None:
    for text in (line, f"hostname x\n{line}\nend", f'"{line}"', line.upper() if S not in line else line):
        out = redact(text).text
        for value in PLANTED:
            assert value not in out, out
    assert redact(line).taken


@pytest.mark.parametrize("line", HARMLESS)
def test_what_is_no_secret_stays(line: str) -> None:
    assert redact(line).text == line
    assert trip(line, ()) == ""


@given(st.lists(st.sampled_from([*LINES, *HARMLESS]), max_size=8))
@settings(max_examples=60, deadline=None)
def test_taken_again_nothing_more_comes_out(lines: list[str]) -> None:
    once = redact("\n".join(lines))
    assert redact(once.text).taken == ()
    assert trip(once.text, once.taken) == ""


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_the_tripwire_stops_what_was_not_taken_out(line: str) -> None:
    assert trip(line, ())


def test_a_secret_that_stands_elsewhere_too_stops_the_call() -> None:
    found = redact(f"enable secret {S}")
    assert trip(f"the word {S} again", found.taken)
