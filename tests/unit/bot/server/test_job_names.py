"""What a job's name is made of: the same is one job, and everything that may change its answer makes another."""

from __future__ import annotations

import pytest

from bot.jobs.store import NewJob
from pipeline.version import __version__

FACTS = {"repository": "local:campus", "pull": 7, "source_sha": "a" * 40, "base_sha": "b" * 40}


@pytest.mark.parametrize(
    "other",
    [
        {"repository": "local:other"},
        {"pull": 8},
        {"source_sha": "c" * 40},
        {"base_sha": "c" * 40},
        {"submission": "kind: acl\n"},
        {"salt": "again"},
        {"version": "0.0.0"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_may_change_the_answer_makes_another_job(other: dict[str, str | int]) -> None:
    first = NewJob.model_validate(FACTS)
    assert first.version == __version__
    assert NewJob.model_validate({**FACTS, "version": __version__}).id == first.id
    assert NewJob.model_validate({**FACTS, **other}).id != first.id


@pytest.mark.parametrize("told", [{"requester": "network-engineer"}, {"correlation": "c"}, {"traceparent": "t"}])
def test_who_asked_and_how_makes_no_other_job(told: dict[str, str]) -> None:
    assert NewJob.model_validate({**FACTS, **told}).id == NewJob.model_validate(FACTS).id
