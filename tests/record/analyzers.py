"""Who answers in tests: the service in `GAINS_BATFISH_HOST`, or what one said when it was last recorded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.record import archive

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import Analyzer

HOST = os.getenv("GAINS_BATFISH_HOST", "")  # noqa: TID251 - a switch of the tests, not of the product
REFRESH = "no answer is recorded for it: python -m tests.record --batfish HOST[:PORT]"


def words() -> str:
    """Say who answers, for the head of a test run."""
    if HOST:
        return f"batfish: live, {HOST}"
    known = ", ".join(f"{name} {version}" for name, version in archive.versions().items())
    return f"batfish: recorded answers of {known or 'nobody'}; GAINS_BATFISH_HOST asks a live service"


def analyzer(folder: Path) -> Analyzer:
    """Return the live service, or the recorded answers that were laid into a folder."""
    if HOST:
        from bot.adapters.batfish import Batfish

        return Batfish(HOST.split(","))
    from bot.adapters.kept_answers import KeptAnswers

    return KeptAnswers(folder, None)
