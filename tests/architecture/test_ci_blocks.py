"""The building blocks for continuous integration: linted, pinned, and run as a runner would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "gains-check"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent


def run_action(tmp_path: Path, *paths: str) -> tuple[int, str, str, str]:
    """Run the action's script on the campus; return exit code, standard output, job summary and outputs."""
    surroundings = {
        "PATH": os.defpath,
        "WANTED": "\n".join(paths),
        "REPOSITORY": str(ROOT / "docs" / "examples" / "campus"),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    done = subprocess.run(
        ["bash", str(ACTION / "check.sh"), str(BIN / "gains")],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, (tmp_path / "summary").read_text(), (tmp_path / "output").read_text()


def test_the_action_passes_what_does_not_block(tmp_path: Path) -> None:
    code, said, summary, outputs = run_action(tmp_path, "intents/transit-peer-north.yaml")
    assert code == 0, said
    assert "nothing blocks" in summary
    assert "INCONCLUSIVE" in summary
    files = dict(line.split("=", 1) for line in outputs.splitlines())
    assert json.loads(Path(files["sarif"]).read_text())["version"] == "2.1.0"
    assert json.loads(Path(files["json"]).read_text())["intents"][0]["intent"] == "transit-peer-north"


def test_the_action_fails_with_an_annotation_on_the_line(tmp_path: Path) -> None:
    code, said, summary, _ = run_action(tmp_path, "intents/wrong-printers-port.yaml")
    assert code == 1
    assert re.search(r"^::error file=intents/wrong-printers-port\.yaml,line=\d+", said, re.MULTILINE)
    assert "blocked" in summary


def test_nothing_to_check_is_not_success(tmp_path: Path) -> None:
    code, _, summary, _ = run_action(tmp_path, "intents/not-there.yaml")
    assert code == 2
    assert "could not judge" in summary


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_grants_nothing_by_default_and_pins_by_hash(file: Path) -> None:
    text = file.read_text()
    assert yaml.safe_load(text)["permissions"] == {}
    used = re.findall(r"uses: (\S+)", text)
    assert used
    for name in used:
        assert name.startswith("./") or re.search(r"@[0-9a-f]{40}$", name), name


def test_the_workflows_pass_zizmor() -> None:
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--min-severity", "medium", ".github"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflows_pass_actionlint() -> None:
    program = shutil.which("actionlint")
    if program is None:
        pytest.skip("actionlint is not installed here: the workflows' syntax was NOT looked at by it")
    files = [*WORKFLOWS, ROOT / "docs" / "examples" / "ci" / "github.yml"]
    done = subprocess.run([program, *files], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", [ROOT / ".pre-commit-hooks.yaml", *sorted((ROOT / "docs/examples/ci").glob("*"))])
def test_an_example_is_sound_yaml(file: Path) -> None:
    assert yaml.safe_load(file.read_text())


def test_the_gitlab_component_has_its_two_documents() -> None:
    spec, jobs = yaml.safe_load_all((ROOT / "templates" / "gains-check.yml").read_text())
    assert set(spec["spec"]["inputs"]) == {"stage", "paths", "image"}
    assert "gains check" in jobs["gains-check"]["script"][0]
