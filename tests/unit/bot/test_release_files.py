"""A release as files: what is as signed passes, and whatever else is done to it is found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from typer.testing import CliRunner

from bot.attestation import NotGenuineError, opened, signed
from bot.cli import application
from bot.release_files import BUILD_TYPE, PREDICATE, PROVENANCE, verified
from pipeline.errors import InvalidInputError

COMMIT = "c" * 40
IMAGE = "sha256:" + "d" * 64


def pair() -> tuple[str, str]:
    """Return a new private and public key, as PEM."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(), public


PRIVATE, PUBLIC = pair()


def statement(subjects: dict[str, str]) -> dict[str, Any]:
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in subjects.items()],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "resolvedDependencies": [{"uri": "git+file:.", "digest": {"gitCommit": COMMIT}}, {"uri": "file:x"}],
            }
        },
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "dist"
    home.mkdir()
    subjects = {"image:bot": IMAGE.removeprefix("sha256:")}
    for name in ("a.whl", "sbom.cdx.json"):
        (home / name).write_text(name)
        subjects[name] = hashlib.sha256(name.encode()).hexdigest()
    (home / PROVENANCE).write_text(signed(statement(subjects), PRIVATE))
    return home


def states(folder: Path, **more: str) -> dict[str, str]:
    return {one.subject: one.state for one in verified(folder, [PUBLIC], **more)}


def test_what_is_as_signed_is_good(folder: Path) -> None:
    assert states(folder, commit=COMMIT, image=IMAGE) == dict.fromkeys(
        (PROVENANCE, "commit", "image:bot", "a.whl", "sbom.cdx.json"), "good"
    )
    assert states(folder)["image:bot"] == "not looked at"


def test_any_one_of_the_keys_suffices_and_another_does_not(folder: Path) -> None:
    other = pair()[1]
    assert verified(folder, [other, PUBLIC])[0].state == "good"
    with pytest.raises(NotGenuineError):
        verified(folder, [other])


def test_what_was_done_to_the_files_is_found(folder: Path) -> None:
    (folder / "a.whl").write_text("other")
    (folder / "sbom.cdx.json").unlink()
    (folder / "deep").mkdir()
    (folder / "deep" / "more.txt").write_text("x")
    found = states(folder, commit="e" * 40, image="sha256:" + "f" * 64)
    assert {name for name, state in found.items() if state == "wrong"} == {
        "a.whl", "sbom.cdx.json", "deep/more.txt", "commit", "image:bot",
    }  # fmt: skip


def test_a_link_out_of_the_folder_is_no_file_of_the_release(folder: Path) -> None:
    (folder.parent / "a.whl").write_text("a.whl")
    (folder / "a.whl").unlink()
    (folder / "a.whl").symlink_to(folder.parent / "a.whl")
    assert states(folder)["a.whl"] == "wrong"
    outside = statement({"../a.whl": hashlib.sha256(b"a.whl").hexdigest()})
    (folder / PROVENANCE).write_text(signed(outside, PRIVATE))
    assert states(folder)["../a.whl"] == "wrong"


@pytest.mark.parametrize("what", ["payload", "signature"])
def test_a_changed_envelope_is_not_genuine(folder: Path, what: str) -> None:
    envelope = json.loads((folder / PROVENANCE).read_text())
    if what == "payload":
        other = signed(statement({"a.whl": "0" * 64}), pair()[0])
        envelope["payload"] = json.loads(other)["payload"]
    else:
        envelope["signatures"][0]["sig"] = envelope["signatures"][0]["sig"][:-8] + "AAAAAAA="
    with pytest.raises(NotGenuineError):
        opened(json.dumps(envelope), [PUBLIC])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 lines"),
        ("{}\n{}", "2 lines"),
        ("[]", "no DSSE envelope"),
        ("{}", "no DSSE envelope"),
        (json.dumps({"payload": "e30=", "payloadType": "text/plain", "signatures": []}), "text/plain"),
        (signed({"_type": "x"}, PRIVATE), "no in-toto statement"),
        (signed({**statement({"a": "b"}), "predicateType": "x"}, PRIVATE), "expected"),
        (signed(statement({}), PRIVATE), "names nothing"),
        (signed({**statement({}), "subject": [{"name": 1}]}, PRIVATE), "not of the form"),
        (signed({**statement({}), "predicate": []}, PRIVATE), "no in-toto statement"),
    ],
)
def test_what_is_no_provenance_is_said(folder: Path, text: str, said: str) -> None:
    (folder / PROVENANCE).write_text(text)
    with pytest.raises(InvalidInputError) as found:
        verified(folder, [PUBLIC])
    assert said in f"{found.value} {found.value.hint}"


def test_the_same_statement_and_key_give_the_same_line() -> None:
    assert signed(statement({"a": "b"}), PRIVATE) == signed(statement({"a": "b"}), PRIVATE)


def test_the_command_says_each_point_and_how_it_ended(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(PUBLIC)
    words = ["release", "verify", str(folder), "--key", str(tmp_path / "key")]
    done = CliRunner().invoke(application(tuple(words)), words)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "all is as signed")
    (tmp_path / "key").write_text(pair()[1])
    done = CliRunner().invoke(application(tuple(words)), words)
    assert (done.exit_code, "no key that was named has signed this" in done.output) == (1, True)
    (tmp_path / "key").write_text("x")
    assert CliRunner().invoke(application(tuple(words)), words).exit_code == 2
    (folder / PROVENANCE).unlink()
    done = CliRunner().invoke(application(tuple(words)), words)
    assert (done.exit_code, "cannot be read" in done.output) == (2, True)
