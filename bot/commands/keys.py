"""`gains keys`: who may use the API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from bot.api.keys import Key

PLUGIN = typer.Typer(no_args_is_help=True, help="Keys of the API: make, list, rotate, revoke.")


@PLUGIN.command()
def create(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    *,
    scope: Annotated[list[str] | None, typer.Option(help="read, submit, approve; may be given again.")] = None,
    account: Annotated[str, typer.Option(help="The forge account that its words count as.")] = "",
    days: Annotated[int, typer.Option(help="How long it is good; 0: for ever.")] = 90,
) -> None:
    """Make a key. It is shown once; only its hash is kept. What it is for goes to stderr: a file holds the key alone.

    Example: gains keys create ticketing --scope read --scope submit > ticketing.key
    """
    from bot.api.keys import SCOPES
    from bot.key_store import keys

    wanted = scope or ["read"]
    if unknown := [one for one in wanted if one not in SCOPES]:
        typer.echo(f"scope {unknown[0]!r} is not known; expected some of {', '.join(SCOPES)}", err=True)
        raise typer.Exit(2)
    try:
        with keys() as store:
            made, text = store.make(name, [one for one in SCOPES if one in wanted], account=account, days=days or None)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(_line(made), err=True)
    typer.echo(text)


@PLUGIN.command(name="list")
def list_keys() -> None:
    """List the keys; never the keys themselves.

    Example: gains keys list
    """
    from bot.key_store import keys

    try:
        with keys() as store:
            for one in store.listed():
                typer.echo(_line(one))
    except GainsError as error:
        raise stopped(error) from error


@PLUGIN.command()
def rotate(
    key: Annotated[str, typer.Argument(help="Its id, as the list shows it.")],
    *,
    hours: Annotated[float, typer.Option(help="How long the old one is still good.")] = 24.0,
    days: Annotated[int, typer.Option(help="How long the new one is good; 0: for ever.")] = 90,
) -> None:
    """Make a new key for the same, and let the old one end later.

    Example: gains keys rotate 3f2a9c41b07d --hours 2
    """
    from bot.key_store import keys

    try:
        with keys() as store:
            made, text = store.rotate(key, days=days or None, overlap_hours=hours)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(_line(made))
    typer.echo(text)


@PLUGIN.command()
def revoke(key: Annotated[str, typer.Argument(help="Its id, as the list shows it.")]) -> None:
    """Take a key back, at once.

    Example: gains keys revoke 3f2a9c41b07d
    """
    from bot.key_store import keys

    try:
        with keys() as store:
            store.revoke(key)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(f"{key} is revoked")


def _line(key: Key) -> str:
    end = f"until {datetime.fromtimestamp(key.expires, UTC):%Y-%m-%dT%H:%MZ}" if key.expires else "for ever"
    state = "revoked" if key.revoked else end
    return f"{key.id}  {key.name}  {','.join(key.scopes)}  as {key.account}  {state}"
