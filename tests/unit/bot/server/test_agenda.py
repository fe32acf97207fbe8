"""Wishes become looks: many wishes one look, one look at a time, none lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bot.jobs.agenda import Turn, Wish
from bot.jobs.inbox import Delivery

if TYPE_CHECKING:
    from bot.app import Services

WISH = Wish(repository="local:campus", pull=7, hint="a" * 40)


def want(parts: Services, wish: Wish = WISH) -> None:
    with parts.database.write() as connection:
        parts.agenda.want(connection, wish)


def taken(parts: Services) -> list[Turn]:
    turns = list(parts.agenda.take())
    for turn in turns:
        parts.agenda.handed_on(turn)
    return turns


def test_many_wishes_are_one_look_and_one_more_for_those_that_came_meanwhile(parts: Services) -> None:
    for _ in range(5):
        want(parts)
    (first,) = taken(parts)
    assert taken(parts) == []
    for _ in range(3):
        want(parts)
    assert taken(parts) == [], "one look at a time"
    parts.agenda.done(first)
    parts.agenda.done(first)
    (second,) = taken(parts)
    assert second.generation > first.generation
    parts.agenda.done(second)
    assert taken(parts) == []
    assert parts.agenda.open() == (0, 0.0)


def test_a_look_that_was_taken_and_not_handed_on_is_taken_again(parts: Services) -> None:
    want(parts)
    assert parts.agenda.take() == parts.agenda.take() == (Turn(WISH.key, 1),)


def test_a_look_that_failed_comes_again_later_and_is_put_aside_in_the_end(parts: Services) -> None:
    want(parts)
    for attempt in range(1, 4):
        (turn,) = taken(parts)
        again = parts.agenda.again(turn, "the forge is away", pause=0.0, most=3)
        assert again == (attempt < 3)
    assert taken(parts) == []
    (dead,) = parts.agenda.dead()
    assert (dead.attempts, dead.error) == (3, "the forge is away")
    want(parts)
    assert len(taken(parts)) == 1, "a new wish begins anew"


def test_a_pause_is_kept(parts: Services) -> None:
    want(parts)
    (turn,) = taken(parts)
    parts.agenda.again(turn, "busy", pause=60.0, most=3)
    assert taken(parts) == []
    assert parts.agenda.open()[0] == 1


def test_a_wish_without_a_hint_keeps_the_hint_of_an_earlier_one(parts: Services) -> None:
    want(parts)
    want(parts, WISH.model_copy(update={"hint": ""}))
    row = parts.agenda.row(WISH.key)
    assert row
    assert row.wish.hint == "a" * 40


def test_two_who_take_at_once_never_get_two_looks_of_one_key(parts: Services) -> None:
    for number in range(1, 21):
        want(parts, Wish(repository="local:campus", pull=number))
    found: list[Turn] = []
    together = threading.Barrier(4)

    def take() -> None:
        together.wait()
        found.extend(parts.agenda.take())

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {turn.key for turn in found} == {f"local:campus#{number}" for number in range(1, 21)}
    assert {turn.generation for turn in found} == {1}


def test_a_delivery_counts_once(parts: Services) -> None:
    delivery = Delivery(forge="local", delivery="d-1", repository="local:campus", event="look")
    assert parts.inbox.take(delivery, (7, 8)) == "queued"
    assert parts.inbox.take(delivery, (7, 8)) == "duplicate"
    assert parts.inbox.take(delivery.model_copy(update={"forge": "github"}), (7,)) == "queued"
    assert parts.inbox.take(delivery.model_copy(update={"delivery": "d-2"}), ()) == "ignored"
    assert parts.inbox.count() == 3
    row = parts.agenda.row("local:campus#7")
    assert row
    assert [turn.key for turn in taken(parts)] == ["local:campus#7", "local:campus#8"]
