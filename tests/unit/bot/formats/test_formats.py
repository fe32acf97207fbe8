"""Findings in the formats of continuous integration."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.formats import github, junit, sarif
from schemas.finding import Finding, Place, Severity

BAD = Finding(
    rule="intent-invalid",
    severity=Severity.ERROR,
    message="100% wrong\n::error ::smuggled <b>",
    place=Place(file="intents/a,b.yaml", line=3, column=5),
)


def test_a_message_cannot_begin_another_workflow_command() -> None:
    text = github.write([BAD], [])
    assert text.count("\n") == 0
    assert text.startswith("::error file=intents/a%2Cb.yaml,line=3,col=5,title=intent-invalid::100%25 wrong%0A")


def test_junit_counts_files_and_escapes() -> None:
    suite = ElementTree.fromstring(junit.write([BAD], ["intents/a,b.yaml", "intents/good.yaml"]).encode())
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "<b>" in (suite.findtext("testcase/failure") or "")


def test_sarif_has_the_place() -> None:
    run = json.loads(sarif.write([BAD], []))["runs"][0]
    where = run["results"][0]["locations"][0]["physicalLocation"]
    assert where == {"artifactLocation": {"uri": "intents/a,b.yaml"}, "region": {"startLine": 3, "startColumn": 5}}
    assert run["tool"]["driver"]["rules"] == [{"id": "intent-invalid"}]


@pytest.mark.parametrize("style", ["text", "json", "sarif", "github", "junit"])
def test_every_format_fails_on_a_finding_and_says_what_was_not_looked_at(tmp_path: Path, style: str) -> None:
    intent = tmp_path / "broken.yaml"
    intent.write_text("kind: [\n")
    result = CliRunner().invoke(application(), ["check", "--format", style, str(intent)])
    assert result.exit_code == 1
    assert "NOT looked at" in result.output
    assert "broken.yaml" in result.stdout
