"""Questions and answers: taken once, told apart from silence, never somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering import connected, nobody, recorded
from bot.evidence import answers
from bot.files import Folder
from pipeline.errors import WorkspaceError
from pipeline.run import Asked
from schemas.canonical import pretty
from schemas.question import Answer, Evidence, answered, ask
from tests.unit.bot.campus import CAMPUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files

BASE = Folder(CAMPUS)
POWER = ask("telemetry", "power", intent="one", device="acc-b7-01")
OTHER = ask("telemetry", "power", intent="one", device="acc-b7-02")


def asked(*questions: object) -> tuple[Asked, ...]:
    return tuple(Asked(one, {}, {}) for one in (POWER, OTHER) if one in questions)


def test_the_key_covers_every_argument_and_no_order() -> None:
    assert POWER.key != OTHER.key
    assert ask("telemetry", "x", a=1, b=2).key == ask("telemetry", "x", b=2, a=1).key


def test_nobody_says_so_of_every_question() -> None:
    found = nobody(asked(POWER, OTHER), BASE)
    assert [(one.key, one.state) for one in found] == [(POWER.key, "off"), (OTHER.key, "off")]


def test_a_port_without_anybody_is_said() -> None:
    wording = ask("assistant", "nothing-of-this-name")
    (found,) = connected((Asked(wording, {}, {}),), BASE)
    assert found.key == wording.key
    assert found.state != "answered"


def test_evidence_is_taken_once_and_only_the_rest_is_asked() -> None:
    seen: list[str] = []

    def somebody(these: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
        seen.extend(one.question.key for one in these)
        return tuple(answered(one.question, "fresh") for one in these)

    held = recorded((answered(POWER, "held"),), somebody)
    assert [one.value for one in held(asked(POWER, OTHER), BASE)] == ["held", "fresh"]
    assert seen == [OTHER.key]


def test_evidence_comes_back_out_of_a_package() -> None:
    one = Evidence(question=POWER, answer=answered(POWER, {"watts": "12.5"}, (("meter", "1"),)))
    assert answers({one.file: pretty(one), "explain.md": b"x"}) == (one.answer,)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("evidence/a.json", pretty(Evidence(question=POWER, answer=answered(POWER, 1)))),
        ("evidence/a.json", b'{"kind": "evidence"}'),
        ("evidence/a.json", b"{"),
        (
            Evidence(question=POWER, answer=answered(OTHER, 1)).file,
            pretty(Evidence(question=POWER, answer=answered(OTHER, 1))),
        ),
    ],
)
def test_evidence_that_is_not_what_it_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(WorkspaceError):
        answers({name: content})
