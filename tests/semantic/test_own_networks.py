"""Laws on our own networks: nothing that breaks a network passes, nothing that says the same is more than a PASS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.adapters.kept_answers import key
from bot.compare import change_of, compare
from pipeline.semantic.verdict import queries
from schemas.declared import Declared
from tests.record import archive, matrix
from tests.record.analyzers import HOST, REFRESH
from tests.record.sets import Case, breakages, harmless, ways

if TYPE_CHECKING:
    from bot.compare import Compared
    from bot.ports import Analyzer

PAGE = Path(__file__).parents[2] / "docs" / "reference" / matrix.PAGE
BREAKAGES = breakages()
SAME = (*harmless(), *ways())


def judged(case: Case, analyzer: Analyzer) -> Compared:
    found = compare(case.networks, Declared(), analyzer, lambda query, reply: None)
    if not HOST:
        wanted = {key(query, case.networks) for query in queries(change_of(case.networks, Declared()))}
        assert wanted <= archive.asked(), f"{case.name}: {REFRESH}"
    return found


@pytest.fixture(scope="module")
def broken(analyzer: Analyzer) -> dict[Case, Compared]:
    return {case: judged(case, analyzer) for case in BREAKAGES}


def test_there_are_enough_breakages_and_each_has_a_name_of_its_own() -> None:
    assert len({case.name for case in BREAKAGES}) == len(BREAKAGES) >= 60
    assert {case.platform for case in BREAKAGES} == {
        "arista_eos",
        "cisco_ios",
        "cisco_nxos",
        "cisco_xr",
        "frr",
        "juniper_junos",
    }


def test_no_breakage_passes(broken: dict[Case, Compared]) -> None:
    assert [case.name for case, found in broken.items() if found.semantics.outcome == "PASS"] == []


def test_every_failure_names_a_device_and_a_witness(broken: dict[Case, Compared]) -> None:
    bare = [
        case.name
        for case, found in broken.items()
        if found.semantics.outcome == "FAIL" and not any(one.device and one.message for one in found.semantics.findings)
    ]
    assert bare == []


def test_the_matrix_in_the_reference_is_what_comes_of_them(broken: dict[Case, Compared]) -> None:
    assert PAGE.read_text(encoding="utf-8") == matrix.page(broken), "run python -m tests.record --batfish HOST[:PORT]"


@pytest.mark.parametrize("case", SAME, ids=[case.name for case in SAME])
def test_what_says_the_same_passes_without_a_finding(case: Case, analyzer: Analyzer) -> None:
    found = judged(case, analyzer)
    wrong = [one for one in found.semantics.findings if one.rule != "parse-issue"]
    assert (found.semantics.outcome, wrong) == ("PASS", [])
    assert not found.semantics.coverage.unverified


def test_who_answered_is_said(analyzer: Analyzer) -> None:
    versions = dict(judged(SAME[0], analyzer).versions)
    assert {"batfish", "batfish-api", "pybatfish"} <= versions.keys()
    assert HOST or versions["answers"] == "kept"
