"""Two open pull requests for one session: both say which lines they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.tell import LABEL
from schemas.forge import NewPull
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.server.network import ENGINEER, asked, forge, pushed
from tests.unit.bot.server.test_release import bare, looks, parts, want

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services

__all__ = ["bare", "parts"]


def test_lines_that_both_change_are_said_on_both(parts: Services, bare: Path) -> None:
    first = asked(bare)
    again = (
        (CAMPUS / "intents" / "transit-peer-north.yaml").read_bytes().replace(b"transit-peer-north", b"another-peer")
    )
    pushed(bare, "ask/another", "intents/another-peer.yaml", again)
    second = forge(bare, ENGINEER).open_pull(
        NewPull(title="Another", source_branch="ask/another", target_branch="main")
    )
    for pull in (first, second, first):
        want(parts, pull.number)
        looks(parts)
    desk = forge(bare)
    for mine, other in ((first, second), (second, first)):
        said = "\n".join(one.body for one in desk.comments(mine.number))
        assert f"overlaps with #{other.number} on " in said
        assert "both `" in said
        assert LABEL in desk.pull(mine.number).labels
