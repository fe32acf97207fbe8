"""Attacks on the API: tokens that are forged or meant for others, keys that want more, names that reach elsewhere."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.unit.bot.server.test_api import GOOD, bearer, issuer

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["issuer"]

Issuer = "tuple[TestClient, Ed25519PrivateKey]"


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def forged(private: Ed25519PrivateKey, name: str) -> str:
    """Return a token as an attacker makes it, who has the public key and tokens for other services."""
    good = bearer(GOOD, private)["Authorization"].removeprefix("Bearer ")
    head, claims, sign = good.split(".")
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    more = part({**GOOD, "scope": "gains:read gains:approve"})
    kid = {"alg": "EdDSA", "kid": "k1"}
    hs = {"alg": "HS256", "kid": "k1"}
    made = {
        "no algorithm": f"{part({'alg': 'none', 'kid': 'k1'})}.{claims}.",
        "no algorithm, in capitals": f"{part({'alg': 'NONE', 'kid': 'k1'})}.{claims}.",
        "no algorithm, with a signature": f"{part({'alg': 'none', 'kid': 'k1'})}.{claims}.{sign}",
        "no signature": f"{head}.{claims}.",
        "claims of one, signature of another": f"{head}.{more}.{sign}",
        "the public key as a shared secret": f"{part(hs)}.{claims}.{_hmac(f'{part(hs)}.{claims}', public)}",
        "the raw public key as a shared secret": f"{part(hs)}.{claims}.{_hmac(f'{part(hs)}.{claims}', raw)}",
        "a key of its own in the header": _own(claims),
        "a key's address in the header": f"{part({**kid, 'jku': 'https://evil.example'})}.{claims}.{sign}",
        "a kid that is a path": f"{part({'alg': 'EdDSA', 'kid': '../../dev/null'})}.{claims}.{sign}",
        "no kid": f"{part({'alg': 'EdDSA'})}.{claims}.{sign}",
        "must-understand of nobody": f"{part({'alg': 'EdDSA', 'kid': 'k1', 'crit': ['exp']})}.{claims}.{sign}",
        "a fourth part": f"{good}.{sign}",
        "another algorithm of the list": f"{part({'alg': 'RS256', 'kid': 'k1'})}.{claims}.{sign}",
        "nothing but dots": "..",
    }
    return made[name]


def _hmac(text: str, key: bytes) -> str:
    import hashlib
    import hmac

    return base64.urlsafe_b64encode(hmac.new(key, text.encode(), hashlib.sha256).digest()).rstrip(b"=").decode()


def _own(claims: str) -> str:
    mine = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(mine.public_key()))
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    return jwt.encode(said, mine, algorithm="RS256", headers={"kid": "k1", "jwk": jwk})


FORGED = (
    "no algorithm", "no algorithm, in capitals", "no algorithm, with a signature", "no signature",
    "claims of one, signature of another", "the public key as a shared secret", "the raw public key as a shared secret",
    "a key of its own in the header", "a key's address in the header", "a kid that is a path", "no kid",
    "must-understand of nobody", "a fourth part", "another algorithm of the list", "nothing but dots",
)  # fmt: skip
CLAIMS: dict[str, dict[str, Any]] = {
    "for several, not for us": {"aud": ["payroll", "gain"]},
    "the audience in capitals": {"aud": "GAINS"},
    "an issuer with a slash more": {"iss": "https://login.example.net/"},
    "no issuer": {"iss": None},
    "a subject that is a number": {"sub": 7},
    "not yet good": {"nbf": 2**33},
    "an end in words": {"exp": "never"},
    "no word of when": {"iat": None},
}
SCOPES = (
    "gains:*", "read approve submit", "gains:read-all", "GAINS:READ", "xgains:read", "gains:approve",
    "gains:read,gains:approve",
)  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_token_that_is_forged_is_nobodys(issuer: Any, name: str) -> None:
    client, private = issuer
    assert client.get("/v1/jobs", headers=bearer(GOOD, private)).status_code == 200
    headers = {"Authorization": f"Bearer {forged(private, name)}"}
    assert client.get("/v1/jobs", headers=headers).status_code == 401


@pytest.mark.parametrize("name", CLAIMS)
def test_a_token_for_others_or_without_limits_is_nobodys(issuer: Any, name: str) -> None:
    client, private = issuer
    try:
        headers = bearer({**GOOD, **CLAIMS[name]}, private)
    except TypeError:  # the library does not even make one with such a subject
        said = {**GOOD, **CLAIMS[name]}
        signed = jwt.PyJWS().encode(json.dumps(said).encode(), private, algorithm="EdDSA", headers={"kid": "k1"})
        headers = {"Authorization": f"Bearer {signed}"}
    assert client.get("/v1/jobs", headers=headers).status_code == 401


@pytest.mark.parametrize("scope", [*SCOPES, ["gains:read"], None])
def test_a_scope_is_what_it_says_to_the_letter(issuer: Any, scope: Any) -> None:
    client, private = issuer
    assert client.get("/v1/jobs", headers=bearer({**GOOD, "scope": scope}, private)).status_code == 403


def test_nobody_chooses_the_account_that_his_words_count_as(issuer: Any) -> None:
    """Names such as `preferred_username` are changed by whoever has them."""
    client, private = issuer
    said = {**GOOD, "scope": "gains:read gains:submit", "preferred_username": "reviewer-security"}
    body = {"repository": "local:campus", "intent": _intent()}
    headers = {**bearer(said, private), "Idempotency-Key": "k"}
    assert client.post("/v1/jobs", headers=headers, json=body).json()["requester"] == "u-1"


def _intent() -> str:
    from tests.unit.bot.campus import CAMPUS

    return (CAMPUS / "intents" / "transit-peer-north.yaml").read_text()
