"""`gains eval`: what it measures, what makes it unsound, and how two evaluations are compared."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.evaluation import run, topics
from bot.evaluation_compare import compare, doubts
from bot.evaluation_text import text
from bot.golden import bundled, golden_set
from bot.measures import auditability, correctness, reproducibility, security
from bot.measures.base import Ran
from pipeline.errors import InvalidIntentError
from pipeline.version import __version__
from schemas.evaluation import Evaluation, Figure

ONE = Figure(name="t/x", value="9", of="10", unit="cases", better="higher", words="w", missed=("a",))
TIME = Figure(name="t/ms", value="100", unit="ms", better="lower", words="w", noisy=True)


def gains(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(application(("eval",)), ["eval", *words])
    return done.exit_code, done.output


def evaluation(*figures: Figure, golden: str = "g") -> Evaluation:
    return Evaluation(
        made="2026-12-01T00:00:00+00:00", about=(("gains", "0"),), cases=1, golden=golden, sound=True, figures=figures
    )


def test_the_golden_set_is_the_campus_and_cases_of_every_kind() -> None:
    names = {case.name for case in golden_set()}
    assert len(names) > 150
    assert {"campus/cctv-vlan-building-7", "ntp_servers/good"} <= names
    assert {case.expects for case in golden_set()} == {"passes", "blocks", ""}


def test_a_case_that_comes_out_otherwise_is_named_and_makes_it_unsound(tmp_path: Path) -> None:
    campus = bundled()[0]
    for part in ("configs", "inventory"):
        shutil.copytree(campus / part, tmp_path / part)
    (tmp_path / "intents").mkdir()
    right = (campus / "intents" / "cctv-vlan-building-7.yaml").read_text()
    (tmp_path / "intents" / "wrong-x.yaml").write_text(right.replace("cctv-vlan-building-7", "wrong-x"))
    code, said = gains("--cases", str(tmp_path), "--json", "-")
    assert code == 1, said
    found = Evaluation.model_validate_json(said)
    assert not found.sound
    figure = next(one for one in found.figures if one.name == "correctness/verdicts")
    assert (figure.value, figure.of, figure.missed) == ("0", "1", (f"{tmp_path.name}/wrong-x",))


def test_it_is_written_for_people_and_as_data(tmp_path: Path) -> None:
    page, data = tmp_path / "report.md", tmp_path / "report.json"
    code, said = gains("--only", "ntp_servers/good", "--markdown", str(page), "--json", str(data))
    assert code == 0, said
    assert said == page.read_text()
    found = Evaluation.model_validate_json(data.read_bytes())
    assert found.sound
    assert {one.name.partition("/")[0] for one in found.figures} == set(topics())
    assert dict(found.about)["gains"]


def test_no_cases_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(InvalidIntentError, match="no case"):
        golden_set((), "there is none of that name")
    with pytest.raises(InvalidIntentError, match="holds no cases"):
        golden_set((tmp_path,))
    code, said = gains("--cases", str(tmp_path))
    assert (code, "holds no cases" in said) == (2, True)


def test_what_is_worse_is_told_from_noise() -> None:
    worse = ONE.model_copy(update={"value": "8", "missed": ("a", "b")})
    larger = ONE.model_copy(update={"value": "18", "of": "20"})
    near, far = TIME.model_copy(update={"value": "120"}), TIME.model_copy(update={"value": "130"})
    states = {
        (before.value, after.value): compare(evaluation(before), evaluation(after))[0].state
        for before, after in (
            (ONE, ONE),
            (ONE, worse),
            (worse, ONE),
            (ONE, larger),
            (TIME, near),
            (TIME, far),
            (far, TIME),
        )
    }
    assert states == {
        ("9", "9"): "same", ("9", "8"): "worse", ("8", "9"): "better", ("9", "18"): "same",
        ("100", "120"): "same", ("100", "130"): "worse", ("130", "100"): "better",
    }  # fmt: skip
    (row,) = compare(evaluation(ONE), evaluation(worse))
    assert "lacking now: b" in row.words
    assert [one.state for one in compare(evaluation(ONE), evaluation(TIME))] == ["new", "gone"]


def test_other_golden_sets_are_said() -> None:
    assert doubts(evaluation(ONE), evaluation(ONE)) == ()
    assert "golden sets differ" in doubts(evaluation(ONE), evaluation(ONE, golden="h"))[0]


def test_the_command_compares_files(tmp_path: Path) -> None:
    before, after, other = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "c.json"
    before.write_text(evaluation(ONE).model_dump_json())
    after.write_text(evaluation(ONE.model_copy(update={"value": "8"})).model_dump_json())
    other.write_text("{}")
    assert gains("compare", str(before), str(before))[0] == 0
    code, said = gains("compare", str(before), str(after), "--json")
    assert (code, json.loads(said)["figures"]["t/x"]["state"]) == (1, "worse")
    code, said = gains("compare", str(before), str(other))
    assert (code, "is no evaluation" in said) == (2, True)


@pytest.fixture(scope="module")
def ran() -> Ran:
    (case,) = golden_set((), "campus/permit-badge-server")
    return run(case)


def altered(ran: Ran, name: str, old: bytes, new: bytes) -> Ran:
    """Return the run with a file of its package changed behind the manifest's back."""
    (package,) = ran.done.packages
    files = tuple((path, raw.replace(old, new) if path == name else raw) for path, raw in package.files)
    changed = package.model_copy(update={"files": files, "digest": "sha256:" + "0" * 64})
    return replace(ran, done=replace(ran.done, packages=(changed,)))


def test_every_topic_sees_what_is_wrong(ran: Ran) -> None:
    for topic in (auditability, correctness, reproducibility, security):
        assert topic.PLUGIN((ran,)).sound, topic
    assert not auditability.PLUGIN((altered(ran, "explain.md", b"e", b"E"),)).sound
    assert not auditability.PLUGIN((altered(ran, "job.json", b"sha256:", b"sha256:0"),)).sound
    assert not correctness.PLUGIN((altered(ran, "candidates.json", b'"proved"', b'"not_proved"'),)).sound
    assert not reproducibility.PLUGIN((altered(ran, "explain.md", b"e", b"E"),)).sound
    text = (ran.case.files.read("configs/core-01.cfg") or b"").decode()
    secret = next(word for word in security._SECRET.findall(text) if "EXAMPLE" in word)
    assert not security.PLUGIN((altered(ran, "explain.md", b"# ", b"# " + secret.encode() + b" "),)).sound


def test_an_attack_that_comes_through_would_be_seen() -> None:
    good = (bundled()[0] / "intents" / "cctv-vlan-building-7.yaml").read_text().replace("cctv-vlan-building-7", "try")
    assert security.come_through({"no attack": good, "an attack": "a: !!python/object:x {}\n"}) == ["no attack"]


def test_the_report_of_this_release_is_in_the_documentation() -> None:
    home = Path(__file__).parents[4] / "docs" / "evaluation"
    found = Evaluation.model_validate_json((home / f"{__version__}.json").read_bytes())
    assert found.sound
    assert dict(found.about)["gains"] == __version__
    assert text(found) == (home / f"{__version__}.md").read_text()
