"""`gains prompts`: the prompts of the assistant, and exactly what would be sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.assist.library import names, prompt

PLUGIN = typer.Typer(no_args_is_help=True, help="The assistant's prompts, and exactly what would be sent.")
_Name = Annotated[str, typer.Argument(help="Such as word.")]


@PLUGIN.command("list")
def listed() -> None:
    """List the prompts with their versions and digests.

    Example: gains prompts list
    """
    for name in names():
        found = prompt(name)
        facts = ", ".join(found.header.facts)
        typer.echo(f"{found.reference:<12} {found.digest[:19]}…  may be given: {facts}")


@PLUGIN.command("show")
def show(name: _Name) -> None:
    """Print a prompt: its instructions, and the form of its answer.

    Example: gains prompts show word
    """
    found = prompt(_known(name))
    typer.echo(found.text)
    typer.echo(json.dumps(found.header.answer, indent=2, sort_keys=True))


@PLUGIN.command("render")
def rendered(
    intent: Annotated[Path, typer.Argument(help="An intent file of the network repository.")],
    *,
    repo: Annotated[Path | None, typer.Option(help="The network repository.")] = None,
) -> None:
    """Print exactly what the assistant would be sent about an intent; nothing is sent.

    Example: gains prompts render intents/cctv-vlan-building-7.yaml
    """
    from bot.assist import what_would_be_sent
    from bot.on_disk import located
    from bot.stopped import stopped
    from pipeline.errors import GainsError

    try:
        root, path = located(intent, repo)
        for text in what_would_be_sent(root, path):
            typer.echo(text)
    except GainsError as error:
        raise stopped(error) from error


def _known(name: str) -> str:
    if name not in names():
        typer.echo(f"prompt {name!r} is not known; expected one of {', '.join(names())}", err=True)
        raise typer.Exit(2)
    return name
