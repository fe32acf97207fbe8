"""Files that other programs read keep to those programs' published schemas, as check-jsonschema ships them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = Path(sys.executable).parent / "check-jsonschema"
FILES = {
    "compose-spec": ("compose.yaml",),
    "github-workflows": (".github/workflows/*.yml", "docs/examples/ci/github.yml"),
    "github-actions": (".github/actions/*/action.yml",),
    "gitlab-ci": ("docs/examples/ci/gitlab.yml",),
    "dependabot": (".github/dependabot.yml",),
}
WRONG = {
    "compose-spec": ("    read_only: true\n", "    read_onyl: true\n"),
    "github-workflows": ("runs-on:", "run-on:"),
    "github-actions": ("using: composite", "using: composit"),
    "gitlab-ci": ("  - component:", "  - component: 1\n    x:"),
    "dependabot": ("interval: ", "intervall: "),
}


def checked(schema: str, files: list[Path]) -> subprocess.CompletedProcess[str]:
    more = ("--data-transform", "gitlab-ci") if schema == "gitlab-ci" else ()
    return subprocess.run(
        [CHECK, "--builtin-schema", f"vendor.{schema}", *more, *files],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("schema", FILES)
def test_the_files_keep_to_the_schema(schema: str) -> None:
    files = [file for pattern in FILES[schema] for file in sorted(ROOT.glob(pattern))]
    assert files
    done = checked(schema, files)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("schema", WRONG)
def test_a_typing_error_is_seen(schema: str, tmp_path: Path) -> None:
    old, new = WRONG[schema]
    first = next(iter(sorted(ROOT.glob(FILES[schema][0]))))
    text = first.read_text()
    assert old in text
    (tmp_path / first.name).write_text(text.replace(old, new, 1))
    assert checked(schema, [tmp_path / first.name]).returncode == 1
