"""The trail: whole as it is written, and every way to tamper with it is seen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.audit import verify
from bot.jobs.chain import BEGINNING, Entry, broken, hash_of
from bot.jobs.signing import genuine, kept, refuse_open
from bot.jobs.trail import Fact, entries, head
from pipeline.errors import SettingsError
from schemas.canonical import canonical

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services


def chain(length: int) -> list[Entry]:
    made: list[Entry] = []
    for seq in range(1, length + 1):
        data = canonical({"n": seq}).decode()
        before = made[-1].hash if made else BEGINNING
        one = Entry(seq=seq, at="t", event="e", actor="a", job="j", data=data, previous=before, hash="", signature="s")
        made.append(one.model_copy(update={"hash": hash_of(one)}))
    return made


def written(parts: Services, count: int) -> list[Entry]:
    for number in range(count):
        with parts.database.write() as connection:
            parts.trail.add(connection, Fact("thing-done", {"n": number}, f"job-{number % 3}", "somebody"))
    with parts.database.read() as connection:
        return list(entries(connection))


def test_what_is_written_is_whole_and_signed(parts: Services) -> None:
    found = written(parts, 8)
    assert [one.seq for one in found] == list(range(1, 9))
    assert verify(found, parts.trail.signer.public) == []


def test_many_writers_make_one_chain(parts: Services) -> None:
    def write() -> None:
        for _ in range(10):
            with parts.database.write() as connection:
                parts.trail.add(connection, Fact("thing-done", {}))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with parts.database.read() as connection:
        found = list(entries(connection))
    assert len(found) == 40
    assert broken(found) == []


FIELDS = ("at", "event", "actor", "job", "data", "previous", "hash")


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 8), st.data())
def test_every_edit_of_a_record_is_seen(length: int, data: st.DataObject) -> None:
    found = chain(length)
    at = data.draw(st.integers(0, length - 1))
    field = data.draw(st.sampled_from(FIELDS))
    changed = getattr(found[at], field) + "x" if field != "data" else '{"n":0}'
    edited = [*found[:at], found[at].model_copy(update={field: changed}), *found[at + 1 :]]
    assert broken(edited)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 8), st.data())
def test_every_order_but_the_right_one_is_seen_and_every_gap(length: int, data: st.DataObject) -> None:
    found = chain(length)
    order = data.draw(st.permutations(found))
    assert bool(broken(order)) == (order != found)
    gap = data.draw(st.integers(0, length - 2))
    assert broken([*found[:gap], *found[gap + 1 :]])


def test_a_record_put_in_between_with_all_hashes_made_again_is_seen_by_its_signatures(parts: Services) -> None:
    found = written(parts, 4)
    forged: list[Entry] = []
    for one in found:
        facts = {"previous": forged[-1].hash if forged else BEGINNING}
        facts |= {"data": '{"n":99}'} if one.seq == 2 else {}
        new = one.model_copy(update=facts)
        forged.append(new.model_copy(update={"hash": hash_of(new)}))
    assert broken(forged) == [], "the chain alone is whole again"
    assert any("signature" in line for line in verify(forged, parts.trail.signer.public))


def test_a_chain_signed_by_another_key_is_refused(parts: Services, tmp_path: Path) -> None:
    found = written(parts, 3)
    stranger = kept(tmp_path / "other" / "key.pem")
    signed = [one.model_copy(update={"signature": stranger.sign(one.seq, one.hash)}) for one in found]
    assert verify(signed, parts.trail.signer.public)
    assert verify(signed, stranger.public) == []


@pytest.mark.parametrize("left", [0, 1, 5])
def test_a_trail_that_was_cut_off_is_seen_by_any_head_that_was_published(parts: Services, left: int) -> None:
    found = written(parts, 6)
    published = f"{found[-1].seq}:{found[-1].hash}"
    assert verify(found[:left], parts.trail.signer.public) == [], "a shorter chain is a chain"
    assert verify(found[:left], parts.trail.signer.public, published=(published,))
    assert verify(found, parts.trail.signer.public, published=(published, f"3:{found[2].hash}")) == []
    assert verify(found, parts.trail.signer.public, published=(f"3:{found[3].hash}",))


def test_a_published_head_that_is_none_is_said(parts: Services) -> None:
    assert verify([], parts.trail.signer.public, published=("nonsense",))


def test_a_signature_is_good_for_its_own_head_alone(parts: Services) -> None:
    (one, two) = written(parts, 2)
    public = parts.trail.signer.public
    assert genuine(public, one.seq, one.hash, one.signature)
    assert not genuine(public, two.seq, two.hash, one.signature)
    last = "00" if one.signature[-2:] != "00" else "01"
    assert not genuine(public, one.seq, one.hash, one.signature[:-2] + last)
    assert not genuine(public, one.seq, one.hash, "nothing")


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "audit.pem"
    assert kept(path).public == kept(path).public
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(SettingsError, match="everybody"):
        refuse_open(path)


def test_there_is_no_head_before_the_first_record(parts: Services) -> None:
    with parts.database.read() as connection:
        assert head(connection) is None
