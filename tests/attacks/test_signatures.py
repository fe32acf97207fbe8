"""Attacks with webhooks: signed are the bytes that came, by a secret of ours, in time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.webhooks.base import hook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SECRET, OTHER = b"a secret of the repository", b"a secret of somebody else"
BODY = json.dumps({"action": "opened", "repository": {"id": 7}}).encode()
TOKEN = b"whsec_" + base64.b64encode(b"k" * 32)
NOW = 1_800_000_000.0


def mac(body: bytes, secret: bytes = SECRET, way: Any = hashlib.sha256) -> str:
    return hmac.new(secret, body, way).hexdigest()


def signed(forge: str, headers: Mapping[str, str], body: bytes = BODY, secrets: tuple[bytes, ...] = (SECRET,)) -> bool:
    return bool(hook(forge).signers(headers, body, secrets, NOW))


def github(given: str, **more: Any) -> bool:
    return signed("github", {"x-hub-signature-256": given}, **more)


def gitlab(*, body: bytes = BODY, at: str = "1800000000", name: str = "n", version: str = "v1", **more: Any) -> bool:
    said = f"{more.get('named', name)}.{more.get('dated', at)}.".encode() + more.get("said", BODY)
    made = base64.b64encode(hmac.new(b"k" * 32, said, hashlib.sha256).digest()).decode()
    headers = {"webhook-id": name, "webhook-timestamp": at, "webhook-signature": f"{version},{made}"}
    return signed("gitlab", headers, body, (TOKEN,))


GOOD: dict[str, Callable[[], bool]] = {
    "github": lambda: github(f"sha256={mac(BODY)}"),
    "github while secrets are exchanged": lambda: github(f"sha256={mac(BODY, OTHER)}", secrets=(SECRET, OTHER)),
    "gitlab signed": gitlab,
    "gitlab by its token": lambda: signed("gitlab", {"x-gitlab-token": SECRET.decode()}),
    "local": lambda: signed("local", {"x-gains-signature-256": f"sha256={mac(BODY)}"}),
}
ATTACKS: dict[str, Callable[[], bool]] = {
    "nothing": lambda: signed("github", {}),
    "an empty signature": lambda: github(""),
    "the prefix alone": lambda: github("sha256="),
    "no prefix": lambda: github(mac(BODY)),
    "capitals": lambda: github(f"sha256={mac(BODY).upper()}"),
    "cut to its first half": lambda: github(f"sha256={mac(BODY)[:32]}"),
    "blanks around": lambda: github(f" sha256={mac(BODY)} "),
    "the older way alone": lambda: signed("github", {"x-hub-signature": f"sha1={mac(BODY, way=hashlib.sha1)}"}),
    "the older way in the new place": lambda: github(f"sha1={mac(BODY, way=hashlib.sha1)}"),
    "another way named": lambda: github(f"sha512={mac(BODY, way=hashlib.sha512)}"),
    "another secret": lambda: github(f"sha256={mac(BODY, OTHER)}"),
    "an empty secret": lambda: github(f"sha256={mac(BODY, b'')}", secrets=(b"", SECRET)),
    "another body": lambda: github(f"sha256={mac(BODY)}", body=BODY + b" "),
    "the same JSON in other bytes": lambda: github(f"sha256={mac(BODY)}", body=BODY.decode().encode("utf-16")),
    "the same JSON with other blanks": lambda: github(
        f"sha256={mac(BODY)}", body=json.dumps(json.loads(BODY), separators=(",", ":")).encode()
    ),
    "the same JSON with escapes": lambda: github(f"sha256={mac(BODY)}", body=BODY.replace(b"opened", b"\\u006fpened")),
    "a mark of byte order before it": lambda: github(f"sha256={mac(BODY)}", body=b"\xef\xbb\xbf" + BODY),
    "signs that are no ASCII": lambda: github("sha256=é" + mac(BODY)[2:]),
    "a hundred guesses in one": lambda: github(",".join(f"sha256={mac(BODY)}" for _ in range(2))),
    "the header of another forge": lambda: signed("gitlab", {"x-hub-signature-256": f"sha256={mac(BODY)}"}),
    "gitlab: five minutes late": lambda: gitlab(at="1799999699"),
    "gitlab: from the future": lambda: gitlab(at="1800000301"),
    "gitlab: no time": lambda: gitlab(at="", dated=""),
    "gitlab: a time that is none": lambda: gitlab(at="nan", dated="nan"),
    "gitlab: endless time": lambda: gitlab(at="inf", dated="inf"),
    "gitlab: an old one with a new time": lambda: gitlab(dated="1799990000"),
    "gitlab: an old one with a new name": lambda: gitlab(named="older"),
    "gitlab: an old one with a new body": lambda: gitlab(body=BODY + b" "),
    "gitlab: an unknown version": lambda: gitlab(version="v0"),
    "gitlab: the signing token given away as token": lambda: signed(
        "gitlab", {"x-gitlab-token": TOKEN.decode()}, secrets=(TOKEN,)
    ),
    "gitlab: no token": lambda: signed("gitlab", {"x-gitlab-token": ""}, secrets=(b"",)),
    "gitlab: a part of the token": lambda: signed("gitlab", {"x-gitlab-token": SECRET.decode()[:-1]}),
    "local: unsigned": lambda: signed("local", {"x-gains-signature-256": ""}),
    "local: the body's plain digest": lambda: signed(
        "local", {"x-gains-signature-256": f"sha256={hashlib.sha256(BODY).hexdigest()}"}
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_signed_right_is_taken(name: str) -> None:
    assert GOOD[name]()


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_not_signed_right_is_nobodys(name: str) -> None:
    assert not ATTACKS[name]()
