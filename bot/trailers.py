"""The bot's own commits: who they are by, and the trailers that it knows them again by. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.markdown import visible
from schemas.workspace import Author

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.workspace import CommitFacts

AUTHOR = Author(name="gains bot", email="gains@example.net")
SOURCE = "Gains-Source-Sha"


def with_trailers(subject: str, trailers: Iterable[tuple[str, str]]) -> str:
    """Return a commit message; no value can begin a line of its own."""
    lines = "".join(f"{key}: {visible(value)}\n" for key, value in trailers if value)
    return f"{visible(subject)}\n\n{lines}" if lines else f"{visible(subject)}\n"


def by_bot(commit: CommitFacts) -> bool:
    """Tell whether a commit says that it is the bot's; it proves nothing, and nothing is allowed for it."""
    return commit.author == (AUTHOR.name, AUTHOR.email) and bool(commit.trailer(SOURCE))
