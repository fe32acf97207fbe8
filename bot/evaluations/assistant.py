"""`gains eval assistant`: how well wishes in words become intents, with and without a model."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer


def assistant(
    *,
    endpoint: Annotated[str, typer.Option(help="An OpenAI-compatible endpoint; default: our sentences alone.")] = "",
    model: Annotated[str, typer.Option(help="Which model of it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print data instead of Markdown.")] = False,
) -> None:
    """Ask for 126 wishes (English, German, Italian; some unclear, some impossible) and count what comes of them.

    The key of the endpoint is read from GAINS_ASSISTANT_KEY or GAINS_ASSISTANT_KEY_FILE. Exit 0, 2 unusable settings.

    Example: gains eval assistant --endpoint http://127.0.0.1:8000/v1 --model local
    """
    from bot.adapters.llm import Endpoint, Llm
    from bot.assistant_evaluation import evaluate, text, wishes
    from bot.assistant_settings import read
    from bot.second_pass import SecondPass
    from bot.stopped import stopped
    from pipeline.errors import GainsError, SettingsError

    try:
        if endpoint and not model:
            raise SettingsError("--endpoint needs --model", hint="an answer of another model is refused")
        llm = SecondPass(Llm(Endpoint(endpoint, model, read().secret))) if endpoint else None
    except GainsError as error:
        raise stopped(error) from error
    found = evaluate(wishes(), llm)
    if as_json:
        typer.echo(json.dumps({name: asdict(one) for name, one in found.items()}, indent=2, default=str))
    else:
        typer.echo(
            text(found, f"model {model or 'default'} at an endpoint" if endpoint else "our sentences alone"), nl=False
        )


PLUGIN = assistant
