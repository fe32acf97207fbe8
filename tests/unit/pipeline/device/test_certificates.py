"""Certificates of IOS: shown in full they are texts up to `quit`, kept in a file they are one line."""

from __future__ import annotations

from bot.diff import compare

KEPT = "crypto pki certificate chain TP\n certificate self-signed 01 nvram:IOS-Self-Sig#1.cer\n!\nhostname a\n"


def test_a_certificate_that_a_file_keeps_opens_no_text() -> None:
    compared = compare("cisco_ios", "hostname a\ninterface Loopback0\n", KEPT)
    assert compared.remediation[-1] == "no interface Loopback0"
    assert compared.proof.verdict == "proved", compared.proof
