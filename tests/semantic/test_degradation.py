"""A service that is away, slow, killed, full or not itself: what is not answered is said, and nothing passes on it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from bot.adapters.batfish import Batfish, Limits
from bot.adapters.batfish_service import Patience
from bot.analyzer_state import state
from bot.answerers.analyzer import tidy
from bot.compare import compare
from pipeline.errors import AnalyzerError
from pipeline.semantic.network import Networks, network
from pipeline.semantic.query import Reply, computed, lost, parsed
from schemas.declared import Declared
from tests.fakes.batfish import DROP, FULL, GARBAGE, HANG, FakeBatfish, Fault
from tests.record.sets import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.semantic.query import Query

BEFORE = network({"configs/r1.cfg": "hostname r1\n"})
NETWORKS = Networks(BEFORE, network({"configs/r1.cfg": "hostname r1\nno ip routing\n"}))
QUERIES = (
    parsed("fileParseStatus", "base"),
    parsed("initIssues", "candidate"),
    parsed("viModel", "model"),
    computed("routes", "change"),
)
QUICK = Patience(contact=2, exchange=0.4)


def asked(service: FakeBatfish, limits: Limits | None = None) -> dict[Query, Reply]:
    found = Batfish((service.host,), limits or Limits(patience=QUICK))
    return found.answer(NETWORKS, QUERIES, lambda query, reply: None)


@pytest.fixture
def service() -> Iterator[FakeBatfish]:
    with FakeBatfish() as started:
        yield started


def test_a_service_that_is_well_answers_everything_and_keeps_the_base_alone(service: FakeBatfish) -> None:
    found = asked(service)
    assert set(found) == set(QUERIES)
    assert all(reply.answered for reply in found.values())
    (held,) = service.networks.values()
    assert set(held["snapshots"]) == {"base"}


def test_the_second_candidate_finds_the_base_read_and_computed(service: FakeBatfish) -> None:
    asked(service)
    first = len(service.asked)
    asked(service)
    assert service.asked[first:].count("si,testrig,sv") + service.asked[first:].count("initinfo,si,sv,testrig") == 2
    uploads = [one for one in service.seen if one.startswith("POST") and one.endswith("/snapshots/base")]
    assert len(uploads) == 1
    assert service.asked.count("dp,testrig") == 3


FAULTS = (DROP, GARBAGE, FULL, Fault("say", body=b"null"), Fault("say", body=b"[]"), Fault("say", body=b'{"a": 1}'))


def _exchanges() -> int:
    with FakeBatfish() as counted:
        asked(counted)
        return len(counted.seen)


@pytest.mark.parametrize("index", range(len(FAULTS)))
def test_from_whatever_exchange_on_it_goes_wrong_no_answer_is_made_up(index: int) -> None:
    """Law: an exchange that fails leaves typed silence about what it would have told, never an exception or a row."""
    count, refused = _exchanges(), list[str]()
    for number in range(1 + index, count + 1, len(FAULTS)):
        with FakeBatfish(lambda seen, method, path, at=number: FAULTS[index] if seen >= at else None) as service:  # type: ignore[misc]
            try:
                found = asked(service)
            except AnalyzerError as error:
                refused.append(str(error))
                continue
            assert set(found) == set(QUERIES), number
            assert all(reply.answered or reply.failure for reply in found.values())
            assert all(reply.answered for reply in found.values()) is (number > count - TIDYING), number
    assert all(refused)


TIDYING = 3
"""Exchanges at the end that only delete what nobody needs any more."""


def test_an_exchange_that_hangs_ends_and_what_came_before_it_stays(service: FakeBatfish) -> None:
    service.fault = lambda count, method, path: HANG if "answer" in path and "routes" in path else None
    found = asked(service)
    assert [query.name for query, reply in found.items() if not reply.answered] == ["routes"]
    assert "in time" in found[QUERIES[3]].failure


def test_a_service_that_is_gone_in_the_middle_leaves_what_it_said_and_nothing_else() -> None:
    with FakeBatfish() as service:
        after = False

        def fault(count: int, method: str, path: str) -> Fault | None:
            nonlocal after
            after = after or "viModel" in path
            return DROP if after else None

        service.fault = fault
        found = asked(service)
    assert {query.name for query, reply in found.items() if reply.answered} == {"fileParseStatus", "initIssues"}
    assert "not reachable" in found[QUERIES[3]].failure


def test_work_that_overruns_sets_the_host_aside_until_it_is_done(service: FakeBatfish) -> None:
    batfish = Batfish((service.host,), Limits(change=0.2, wait=0.1, patience=QUICK))
    service.state = "ASSIGNED"
    with pytest.raises(AnalyzerError, match="did not finish before the deadline"):
        batfish.answer(NETWORKS, QUERIES, lambda query, reply: None)
    with pytest.raises(AnalyzerError, match="no analyzer became free"):
        batfish.answer(NETWORKS, QUERIES, lambda query, reply: None)
    service.state = "TERMINATEDNORMALLY"
    service.works = dict.fromkeys(service.works, "TERMINATEDNORMALLY")
    later = Batfish((service.host,), Limits(patience=QUICK))
    assert all(one.answered for one in later.answer(NETWORKS, QUERIES, lambda query, reply: None).values())


def test_another_host_takes_over_from_one_that_is_set_aside_or_away(service: FakeBatfish) -> None:
    with FakeBatfish() as slow:
        slow.state = "ASSIGNED"
        batfish = Batfish((slow.host, "127.0.0.1:1", service.host), Limits(change=1, patience=QUICK))
        with pytest.raises(AnalyzerError):
            batfish.answer(NETWORKS, QUERIES, lambda query, reply: None)
        found = batfish.answer(NETWORKS, QUERIES, lambda query, reply: None)
    assert all(reply.answered for reply in found.values())
    assert service.asked


@pytest.mark.parametrize(
    ("version", "api", "says"),
    [
        ("2019.01.01", "2.1.0", "was never tried"),
        ("2026.09.17", "3.0.0", "speaks version 3.0.0"),
        ("2026.09.17", "", "speaks version"),
    ],
)
def test_a_version_that_was_never_tried_is_refused(service: FakeBatfish, version: str, api: str, says: str) -> None:
    service.version, service.api = version, api
    with pytest.raises(AnalyzerError, match=says):
        asked(service)
    assert not service.networks


def test_something_else_that_listens_is_no_batfish(service: FakeBatfish) -> None:
    service.fault = lambda count, method, path: Fault("say", body=b"{}")
    with pytest.raises(AnalyzerError, match="is no Batfish"):
        asked(service)


def test_networks_without_a_device_are_made_asked_about_and_forgotten_one_after_the_other(service: FakeBatfish) -> None:
    queries = (*QUERIES, *(lost("differentialReachability", name) for name in ("r2", "r1")))
    found = Batfish((service.host,), Limits(patience=QUICK)).answer(NETWORKS, queries, lambda query, reply: None)
    assert all(reply.answered for reply in found.values())
    assert service.forks == [
        (snapshot, f"{snapshot}-lost", name) for name in ("r1", "r2") for snapshot in ("base", "candidate")
    ]
    (held,) = service.networks.values()
    assert set(held["snapshots"]) == {"base"}
    service.fault = lambda count, method, path: FULL if path.endswith(":fork") else None
    found = Batfish((service.host,), Limits(patience=QUICK)).answer(NETWORKS, queries, lambda query, reply: None)
    assert {query.of for query, reply in found.items() if not reply.answered} == {"lost"}


def test_a_question_that_the_service_does_not_have_is_a_silence_of_its_own(service: FakeBatfish) -> None:
    queries = (*QUERIES, computed("evpnRib", "change"))
    found = Batfish((service.host,), Limits(patience=QUICK)).answer(NETWORKS, queries, lambda query, reply: None)
    assert [query.name for query, reply in found.items() if not reply.answered] == ["evpnRib"]


def test_one_change_a_host_at_a_time(service: FakeBatfish) -> None:
    with ThreadPoolExecutor(4) as pool:
        batfish = Batfish((service.host,), Limits(patience=Patience()))
        others = [
            Networks(network({"configs/r1.cfg": f"hostname r1\nntp server 192.0.2.{n}\n"}), BEFORE) for n in range(4)
        ]
        ask = partial(batfish.answer, queries=QUERIES, heard=lambda query, reply: None)
        found = list(pool.map(ask, others))
    assert all(reply.answered for one in found for reply in one.values())
    worked = [one.split("/")[3] for one in service.seen if one.startswith("POST") and one.endswith("/work")]
    assert len([name for name, _ in groupby(worked)]) == 4


def test_nothing_passes_on_a_service_that_says_nothing_and_what_we_see_ourselves_still_fails(
    service: FakeBatfish,
) -> None:
    service.fault = lambda count, method, path: FULL if method == "POST" and "/snapshots/" in path else None
    batfish = Batfish((service.host,), Limits(patience=QUICK))
    same = compare(harmless()[0].networks, Declared(), batfish, lambda query, reply: None)
    assert same.semantics.outcome == "INCONCLUSIVE"
    assert "No space left on device" in " ".join(one.reason for one in same.semantics.validators)


def test_a_base_that_nobody_asked_about_for_a_day_is_swept_and_a_closed_one_at_once(service: FakeBatfish) -> None:
    batfish = Batfish((service.host,), Limits(patience=QUICK))
    batfish.answer(NETWORKS, QUERIES, lambda query, reply: None)
    service.networks["somebody-elses"] = {"snapshots": {}, "objects": {}, "questions": {}}
    now = int(next(iter(service.networks.values()))["objects"]["gains-used"])
    assert batfish.sweep(now + 86_000) == ()
    (name,) = batfish.sweep(now + 87_000)
    assert name.startswith("gains-")
    assert set(service.networks) == {"somebody-elses"}
    for commit in ("c0ffee", "0ddba11"):
        base = network({"configs/r1.cfg": f"hostname r1\nntp server {commit}\n"})
        batfish.answer(Networks(base, BEFORE, commit), QUERIES, lambda query, reply: None)
    assert batfish.forget("") == ()
    assert len(batfish.forget("c0ffee")) == 1
    assert {one["objects"].get("gains-commit") for one in service.networks.values()} == {None, b"0ddba11"}


def test_the_sweep_of_a_server_looks_at_every_host_and_minds_none_that_is_away(
    service: FakeBatfish, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeBatfish() as second:
        for one in (service, second):
            asked(one)
        monkeypatch.setenv("GAINS_BATFISH_HOST", f"{service.host},127.0.0.1:1,{second.host}")
        assert len(tidy(time.time() + 90_000)) == 2
        assert not service.networks
        assert not second.networks
    monkeypatch.setenv("GAINS_BATFISH_HOST", "no host at all:")
    assert tidy(0) == ()


def test_readiness_says_whether_the_analyzers_are_there(service: FakeBatfish, monkeypatch: pytest.MonkeyPatch) -> None:
    for named, says in (
        ("", "off"),
        (service.host, "answers"),
        (f"{service.host},127.0.0.1:1", "partly"),
        ("127.0.0.1:1", "away"),
        ("no host:", "away"),
    ):
        monkeypatch.setenv("GAINS_BATFISH_HOST", named)
        assert state() == says
