"""`gains deliveries`: webhooks that were taken, and those that got lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from collections.abc import Iterable

PLUGIN = typer.Typer(no_args_is_help=True, help="Webhooks: which were taken, which got lost, and once more, please.")
_FORGE = "Ask this forge what it sent: a repository's key, such as github:7."


@PLUGIN.command(name="list")
def listed(
    *,
    at_forge: Annotated[str, typer.Option(help=_FORGE)] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most of those taken.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """List the webhooks that were taken, newest first, or what a forge sent. Exit 0, 2 or 3 where it cannot be asked.

    Example: gains deliveries list --at-forge github:7
    """
    from bot.delivery_list import sent, taken

    try:
        found = sent(at_forge, again=False) if at_forge else taken(limit)
    except GainsError as error:
        raise stopped(error) from error
    _print(found, as_json=as_json)


@PLUGIN.command()
def replay(
    number: Annotated[int, typer.Argument(help="One that was taken: look at its pull request again.")] = 0,
    *,
    at_forge: Annotated[str, typer.Option(help=f"{_FORGE} What never came is sent again.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Look again at what a webhook was about, or have a forge send what got lost. Exit 0, 2 no such one, 3 not asked.

    Example: gains deliveries replay --at-forge github:7
    """
    from bot.delivery_list import look_again, sent

    if bool(number) == bool(at_forge):
        typer.echo("give a number of gains deliveries list, or --at-forge; not both", err=True)
        raise typer.Exit(2)
    try:
        found = sent(at_forge, again=True) if at_forge else [look_again(number)]
    except GainsError as error:
        raise stopped(error) from error
    _print(found, as_json=as_json)
    if at_forge and not found:
        typer.echo("nothing got lost of what the forge still knows", err=True)


def _print(lines: Iterable[dict[str, Any]], *, as_json: bool) -> None:
    for line in lines:
        typer.echo(json.dumps(line, sort_keys=True) if as_json else "  ".join(str(one) for one in line.values()))
