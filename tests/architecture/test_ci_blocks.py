"""The building blocks for continuous integration: linted, pinned, and run as a runner would."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

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


def gitlab_job(**inputs: str) -> dict[str, list[str]]:
    """Return the component's job as GitLab would run it with these inputs."""
    spec, jobs = yaml.safe_load_all((ROOT / "templates" / "gains-check.yml").read_text())
    known = spec["spec"]["inputs"]
    values = {name: inputs.get(name, one.get("default")) for name, one in known.items()}
    assert None not in values.values(), "an input without a default is missing"
    for name, one in known.items():
        assert re.search(one.get("regex", ""), values[name]), name
    text = json.dumps(jobs["gains-check"])
    for name, value in values.items():
        text = text.replace(f"$[[ inputs.{name} ]]", value)
    assert "$[[" not in text
    done: dict[str, list[str]] = json.loads(text)
    return done


def run_script(folder: Path, lines: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    """Run a job's lines as a runner does: one shell, the first line that fails ends it."""
    return subprocess.run(
        ["bash", "-c", "set -eo pipefail\n" + "\n".join(lines)],
        cwd=folder, env={"PATH": os.defpath, **more}, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "code"),
    [("intents/transit-peer-north.yaml", 0), ("intents/wrong-printers-port.yaml intents", 1), ("no", 2)],
)
def test_the_gitlab_component_judges_and_leaves_a_report(tmp_path: Path, paths: str, code: int) -> None:
    network = tmp_path / "network"
    shutil.copytree(ROOT / "docs" / "examples" / "campus", network)
    (tmp_path / "venv").symlink_to(BIN.parent)
    done = run_script(network, gitlab_job(paths=paths, revision="0" * 40)["script"], GAINS_HOME=str(tmp_path))
    assert done.returncode == code, done.stdout + done.stderr
    if code < 2:
        report = ElementTree.parse(network / "gains-junit.xml").getroot()
        assert (report.find(".//failure") is not None) == (code == 1)
        assert "semantic" in done.stdout


@pytest.mark.e2e
@pytest.mark.slow
def test_action_component_and_hook_install_the_product(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--install"):
        pytest.skip("takes minutes: what action, component and pre-commit hook install was NOT tried; ask by --install")
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    network = tmp_path / "network"
    shutil.copytree(ROOT / "docs" / "examples" / "campus", network)
    job = gitlab_job(paths="intents/transit-peer-north.yaml", revision=head.stdout.strip(), source=f"file://{ROOT}")
    home = {"GAINS_HOME": str(tmp_path / "gitlab"), "HOME": str(tmp_path), "PATH": f"{BIN}:{os.defpath}"}
    done = run_script(network, [*job["before_script"], *job["script"]], **home)
    assert done.returncode == 0, done.stdout + done.stderr
    steps = {one["name"]: one for one in yaml.safe_load((ACTION / "action.yml").read_text())["runs"]["steps"]}
    runner = {
        **home, "RUNNER_TEMP": str(tmp_path), "PYTHON": sys.executable, "HOME_OF_GAINS": str(ROOT),
        "WANTED": "intents/transit-peer-north.yaml", "REPOSITORY": str(network), "GITHUB_ACTION_PATH": str(ACTION),
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }  # fmt: skip
    for name in ("Install", "Check"):
        done = run_script(network, [steps[name]["run"]], **runner)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing blocks" in (tmp_path / "summary").read_text()
    tool = tmp_path / "pre-commit"
    for command in (
        [sys.executable, "-m", "venv", str(tool)],
        [str(tool / "bin" / "python"), "-m", "pip", "install", "--quiet", "pre-commit"],
        ["git", "init", "--quiet", str(network)],
        ["git", "-C", str(network), "add", "--all"],
    ):
        subprocess.run(command, check=True, timeout=300)
    hook = [str(tool / "bin" / "pre-commit"), "try-repo", str(ROOT), "gains-check", "--ref", "HEAD", "--verbose"]
    for name, code in (("transit-peer-north", 0), ("wrong-printers-port", 1)):
        typed = shlex.join([*hook, "--files", f"intents/{name}.yaml"])
        done = run_script(network, [typed], **home)
        assert done.returncode == code, done.stdout + done.stderr
        assert name in done.stdout
