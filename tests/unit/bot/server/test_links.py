"""What the bot says on the forge leads to the job's page, where the settings name the address of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app import services
from bot.jobs.pinned import Pin, PinnedDesk
from bot.settings import ServerSettings
from bot.tell import COMMENT
from schemas.forge import Check
from tests.unit.bot.server.network import asked, begun, forge, served

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "https://gains.example.net/jobs/job-0f3b6c1a9d2e4f5061728394"


def test_checks_and_the_comment_lead_to_the_page(tmp_path: Path) -> None:
    bare = begun(tmp_path)
    pull = asked(bare)
    for page in (PAGE, ""):
        desk = PinnedDesk(forge(bare), Pin(pull.number, pull.base_sha, {pull.head_sha}, page=page))
        desk.publish(Check(name="gains", head_sha=pull.head_sha, status="pending", title="x"))
        assert [one.url for one in desk.checks(pull.head_sha)] == [page]
        desk.upsert_comment(pull.number, marker=COMMENT, body="words\n")
        desk.upsert_comment(pull.number, marker="other", body="words\n")
        bodies = {one.marker: one.body for one in desk.comments(pull.number)}
        assert (f"]({PAGE})" in bodies[COMMENT]) is bool(page)
        assert PAGE not in bodies["other"]


def test_the_address_follows_from_the_settings(tmp_path: Path) -> None:
    cases = {
        "https://gains.example.net/": "https://gains.example.net/jobs/job-1",
        "https://example.net/bot": "https://example.net/bot/jobs/job-1",
        "": "",
    }
    for given, expected in cases.items():
        settings = ServerSettings(data_dir=tmp_path, repositories=(served(tmp_path / "x.git"),), public_url=given)
        parts = services(settings)
        assert parts.work.page("job-1") == expected
        parts.close()
    off = services(ServerSettings(data_dir=tmp_path, public_url="https://gains.example.net", pages="off"))
    assert off.work.page("job-1") == "", "nobody is sent to a page that is not there"
    off.close()
