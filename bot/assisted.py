"""`--assistant off|on|replay`: who answers a command's questions, where a language model is among those that could."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.answering import connected, recorded
from bot.assistant_mode import Mode
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.answering import Answering
    from bot.files import Files
    from pipeline.run import Asked
    from schemas.question import Answer


Option = Annotated[
    Mode | None,
    typer.Option(
        "--assistant",
        help="The language model: off, on (where gains.yaml allows it), or replay (only what it answered before).",
    ),
]


def replayed(folder: Path) -> tuple[Answer, ...]:
    """Return what a language model answered for a package that lies there; nothing where none does."""
    from bot.evidence import evidence
    from bot.package_files import read

    if not (folder / "manifest.json").is_file():
        return ()
    return tuple(one.answer for one in evidence(read(folder)) if one.question.port == "assistant")


def answering(mode: Mode | None, kept: Sequence[Answer] = ()) -> Answering:
    """Return who answers; without a mode the settings decide. `kept`: a package's evidence, taken when replaying.

    Raises `SettingsError` where the model is to be asked and no endpoint is set.
    """
    if mode is None:
        return connected
    if mode is Mode.ON:
        from bot.assistant_settings import read

        if not read().url:
            raise SettingsError("--assistant on: no endpoint is set", hint="set GAINS_ASSISTANT_URL and …_MODEL")

    def answer(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
        from bot.answerers.assistant import ask_as

        mine = tuple(one for one in asked if one.question.port == "assistant")
        others = tuple(one for one in asked if one.question.port != "assistant")
        found = {one.key: one for one in (*ask_as(mode, mine, base), *connected(others, base))}
        return tuple(found[one.question.key] for one in asked)

    return recorded(kept, answer) if kept else answer
