"""What looks like a secret in an intent is refused, and never repeated."""

from __future__ import annotations

import pytest

from pipeline.load import load

HEAD = "apiVersion: gains/v1\nkind: snmp_v3\nmetadata: {name: a, reason: try}\nspec:\n"


@pytest.mark.parametrize(
    "line",
    [
        "password: correct-horse",
        "key: abc",
        "name: '$9$abcdefgh'",
        "name: '$6$salt$hash'",
        "name: 'secret 5 $1$abc'",
        "name: ghp_0123456789",
        "name: '-----BEGIN RSA PRIVATE KEY-----'",
        "name: Zx8Qm2Lp9Vw4Rt7Ks1Nb6Yc3Hd5Jf0",
        "users: [{auth_password: Hunter2Hunter2}]",
    ],
)
def test_a_secret_is_refused_on_its_line_and_no_package_could_repeat_it(line: str) -> None:
    found = load("intents/a.yaml", f"{HEAD}  {line}\n".encode())
    assert [finding.rule for finding in found.findings if finding.rule == "secret-in-intent"]
    assert found.spec is None
    value = line.partition(": ")[2].strip("'[]{}").rpartition(": ")[2]
    assert all(value not in finding.message for finding in found.findings)


@pytest.mark.parametrize(
    "line",
    ["key: {secret: vault/network/tacacs}", "community: 64512:100", "name: GigabitEthernet1/0/10-14", "reason: a key"],
)
def test_what_is_no_secret_is_not_refused_as_one(line: str) -> None:
    found = load("intents/a.yaml", f"{HEAD}  {line}\n".encode())
    assert [finding for finding in found.findings if finding.rule == "secret-in-intent"] == []
