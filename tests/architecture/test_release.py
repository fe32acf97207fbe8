"""A release: two builds of one commit are the same bytes, and its provenance names them."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import application

ROOT = Path(__file__).parents[2]


def release() -> Any:
    spec = importlib.util.spec_from_file_location("release", ROOT / "packaging" / "release.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_two_builds_are_the_same_bytes_whenever_and_wherever(tmp_path: Path) -> None:
    made = release()
    first = made.built(tmp_path / "one", "1764633600")
    time.sleep(2.1)  # a zip counts seconds by twos: a build that took the clock would differ
    second = made.built(tmp_path / "deep" / "er" / "two", "1764633600")
    assert first.read_bytes() == second.read_bytes()
    assert made.built(tmp_path / "three", "1764633700").read_bytes() != first.read_bytes()


def test_the_provenance_names_files_commit_and_locks(tmp_path: Path) -> None:
    made = release()
    said = made.provenance({"x.whl": "a" * 64, "image:x": "b" * 64}, "c" * 40)
    assert {one["name"]: one["digest"] for one in said["subject"]} == {
        "x.whl": {"sha256": "a" * 64}, "image:x": {"sha256": "b" * 64},
    }  # fmt: skip
    used = said["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert used[0]["digest"] == {"gitCommit": "c" * 40}
    assert {one["uri"] for one in used[1:]} == {f"file:{name}" for name in made.LOCKS}
    json.dumps(said)


def test_a_release_is_made_signed_and_verified(tmp_path: Path) -> None:
    """The whole way in a clone of this commit: build, sign, verify by the command; then a byte is changed."""
    clone, key, public, out = (tmp_path / name for name in ("clone", "key", "public", "out"))
    for command in (
        ["git", "clone", "--quiet", "--shared", str(ROOT), str(clone)],
        ["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(key)],
        ["openssl", "pkey", "-in", str(key), "-pubout", "-out", str(public)],
    ):
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    (clone / "packaging" / "release.py").write_text((ROOT / "packaging" / "release.py").read_text())
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.net", "commit", "--quiet", "--all", "--allow-empty",
         "--message", "x"], cwd=clone, check=True, timeout=60,
    )  # fmt: skip
    (tmp_path / "sbom.cdx.json").write_text("{}")
    words = ["--key", str(key), "--with", str(tmp_path / "sbom.cdx.json"), "--image", "bot@sha256:" + "d" * 64]
    done = subprocess.run(
        [sys.executable, "packaging/release.py", str(out), *words],
        cwd=clone, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    verify = ["release", "verify", str(out), "--key", str(public), "--image", "sha256:" + "d" * 64]
    said = CliRunner().invoke(application(tuple(verify)), verify)
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, "all is as signed"), said.output
    (wheel,) = out.glob("*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"x")
    said = CliRunner().invoke(application(tuple(verify)), verify)
    assert said.exit_code == 1
    assert f"wrong         {wheel.name}" in said.output


def test_a_changed_checkout_is_no_release(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--shared", str(ROOT), str(clone)], check=True, timeout=120)
    (clone / "README.md").write_text("changed\n")
    script = (ROOT / "packaging" / "release.py").read_text()
    (clone / "packaging" / "release.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "packaging/release.py", str(tmp_path / "out")],
        cwd=clone, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert "commit first" in done.stderr


def test_an_installed_wheel_evaluates_itself(tmp_path: Path) -> None:
    wheel = release().built(tmp_path / "wheel", "1764633600")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r}); import bot; "
        f"assert bot.__file__.startswith({str(tmp_path)!r}); "
        "from bot.cli import main; sys.argv = ['gains', 'eval', '--only', 'ntp_servers', '--json', '-']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert said["cases"] >= 4
    assert said["sound"] is True
