"""Log lines: one JSON object each, from libraries, too, and no secret in them, whenever and however it came to be."""

from __future__ import annotations

import base64
import io
import json
import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.adapters.git_remote import Remote
from bot.logs import configure
from bot.secrets import Scrubber

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "ghs_madeWhileTheProgramRuns0123456789"


@pytest.fixture
def log() -> Iterator[tuple[Scrubber, io.StringIO]]:
    root = logging.getLogger()
    kept, level = root.handlers, root.level
    scrubber, stream = Scrubber(), io.StringIO()
    configure(scrubber, "INFO", stream)
    yield scrubber, stream
    structlog.reset_defaults()
    root.handlers = kept
    root.setLevel(level)


def test_a_token_that_is_made_while_the_program_runs_is_in_no_line(log: tuple[Scrubber, io.StringIO]) -> None:
    scrubber, stream = log
    basic = Remote("https://git.example.net/x.git", lambda: ("x-access-token", TOKEN), scrubber.add_made)
    given = basic.environment()
    scrubber.add_made(TOKEN)
    ours = structlog.get_logger("gains.t")
    ours.warning("look failed", error=f"GET https://x:{TOKEN}@h/ refused", deep=[{TOKEN: (TOKEN.encode(), 7)}])
    logging.getLogger("urllib3").error("header %s", given)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        ours.exception("step crashed")
    text = stream.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["event"].split(" ")[0] for line in lines] == ["look", "header", "step"]
    assert TOKEN not in text
    assert base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode() not in text
    assert "[secret]" in text


def test_only_the_newest_tokens_are_known_and_all_that_stand_in_the_settings() -> None:
    scrubber = Scrubber()
    scrubber.add("a secret of the settings", "short")
    for number in range(1000):
        scrubber.add_made(f"token-number-{number:04}")
    assert scrubber.clean("token-number-0999 token-number-0000") == "[secret] token-number-0000"
    assert scrubber.clean("a secret of the settings, short") == "[secret], short"
