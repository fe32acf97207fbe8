"""Statements about how something was made, signed with ed25519 in DSSE envelopes (in-toto attestations, one a line).

Sources: in-toto Statement v1, DSSE v1, SLSA provenance v1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.errors import InvalidInputError
from schemas.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT = "https://in-toto.io/Statement/v1"


class NotGenuineError(InvalidInputError):
    """Nobody whose key was named has signed this."""

    exit_code = 1


def signed(statement: Mapping[str, Any], private: str) -> str:
    """Return the envelope of a statement as one line of JSON; the same statement and key give the same line.

    `private` is a PEM private key; raise `SettingsError` for anything but an ed25519 key without a password.
    """
    from securesystemslib.dsse import Envelope

    from bot.jobs.signing import signer

    made = Envelope(canonical(statement), PAYLOAD_TYPE, {})
    made.sign(signer(private).signer)
    return json.dumps(made.to_dict(), sort_keys=True) + "\n"


def opened(text: str, publics: Sequence[str]) -> dict[str, Any]:
    """Return the statement in an envelope that one of those keys (PEM) has signed.

    Raise `InvalidInputError` for what is no envelope or no statement, `NotGenuineError` where no signature is theirs.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError
    from securesystemslib.signer import Key, SSlibKey

    try:
        keys: list[Key] = [SSlibKey.from_crypto(load_pem_public_key(pem.encode())) for pem in publics]
    except (ValueError, UnsupportedAlgorithm) as error:
        hint = "openssl pkey -in release.key -pubout -out release.pub"
        raise InvalidInputError("a key that was named is no public key in PEM", hint=hint) from error
    try:
        found = Envelope.from_dict(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInputError("this is no DSSE envelope", hint="expected one JSON object") from error
    if found.payload_type != PAYLOAD_TYPE:
        raise InvalidInputError(f"the envelope holds {found.payload_type!r}", hint=f"expected {PAYLOAD_TYPE}")
    try:
        found.verify(keys, 1)
    except (VerificationError, ValueError) as error:
        raise NotGenuineError("no key that was named has signed this", hint="is it the right key?") from error
    return _statement(found.payload)


def _statement(payload: bytes) -> dict[str, Any]:
    try:
        said = json.loads(payload)
    except ValueError as error:
        raise InvalidInputError("what was signed is no JSON") from error
    if not isinstance(said, dict) or said.get("_type") != STATEMENT or not isinstance(said.get("predicate"), dict):
        raise InvalidInputError("what was signed is no in-toto statement", hint=f"expected _type {STATEMENT}")
    return said
