"""What did not change is asked for at no cost, and what did change is seen at once (GitHub's conditional requests)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contracts.rigs import RIGS, github_hub

if TYPE_CHECKING:
    from pathlib import Path


def unchanged() -> int:
    return int(github_hub().ask("GET", "/_test/unchanged")["count"])


def test_what_did_not_change_is_not_sent_again_and_what_did_is_seen(tmp_path: Path) -> None:
    rig = RIGS["github"](tmp_path)
    first, bot = rig.opened("x"), rig.forge("bot")
    seen, comments = bot.pull(1), bot.comments(1)
    before = unchanged()
    assert (bot.pull(1), bot.comments(1)) == (seen, comments)
    assert unchanged() - before >= 3, "the pull request, the tip of its base, its comments"
    head = rig.push("x", {"more": b"1"})
    rig.forge("other").add_comment(1, "hello")
    assert bot.pull(1).head_sha == head != first.head_sha
    assert [one.body for one in bot.comments(1)] == ["hello"]
