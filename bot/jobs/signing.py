"""Sign the end of the audit trail with an ed25519 key, in DSSE envelopes that others can verify."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, Signature, SSlibKey

from pipeline.errors import SettingsError
from schemas.canonical import canonical

if TYPE_CHECKING:
    from pathlib import Path

PAYLOAD_TYPE = "application/vnd.gains.audit-head+json"


@dataclass(frozen=True, slots=True)
class HeadSigner:
    """Signs (seq, hash) of the trail's last record."""

    signer: CryptoSigner

    def sign(self, seq: int, hash_: str) -> str:
        """Return `keyid:signature`, which together with seq and hash makes an envelope."""
        made = Envelope(payload(seq, hash_), PAYLOAD_TYPE, {})
        signature = made.sign(self.signer)
        return f"{signature.keyid}:{signature.signature}"

    @property
    def public(self) -> str:
        """The public key, as PEM."""
        key = load_pem_private_key(self.signer.private_bytes, password=None)
        return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def payload(seq: int, hash_: str) -> bytes:
    """Return what is signed."""
    return canonical({"hash": hash_, "seq": seq})


def envelope(seq: int, hash_: str, signature: str) -> dict[str, Any]:
    """Return the DSSE envelope of a head, for export."""
    keyid, _, value = signature.partition(":")
    made = Envelope(payload(seq, hash_), PAYLOAD_TYPE, {keyid: Signature(keyid, value)})
    return dict(made.to_dict())


def genuine(public: str, seq: int, hash_: str, signature: str) -> bool:
    """Tell whether a signature of a head is one of that key."""
    keyid, _, value = signature.partition(":")
    key = SSlibKey.from_crypto(load_pem_public_key(public.encode()))
    if keyid != key.keyid:
        return False
    try:
        Envelope(payload(seq, hash_), PAYLOAD_TYPE, {keyid: Signature(keyid, value)}).verify([key], 1)
    except (VerificationError, ValueError):
        return False
    return True


def signer(pem: str) -> HeadSigner:
    """Return the signer of a private key; raise `SettingsError` for anything but an ed25519 key."""
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise SettingsError(
            "the audit key is no PEM private key without a password", hint="see GAINS_AUDIT_KEY"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsError("the audit key is no ed25519 key", hint="openssl genpkey -algorithm ed25519")
    return HeadSigner(CryptoSigner(key))


def kept(path: Path) -> HeadSigner:
    """Return the signer of the key in a file that only its owner may read, and make it where it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pem)
        with contextlib.suppress(FileExistsError):  # another process was faster
            os.link(fresh, path)
        fresh.unlink()
    refuse_open(path)
    return signer(path.read_text())


def refuse_open(path: Path) -> None:
    """Raise `SettingsError` where a key's file may be read by others than its owner and group."""
    if path.stat().st_mode & 0o007:
        raise SettingsError(f"{path} may be read by everybody", hint=f"chmod 600 {path}")
