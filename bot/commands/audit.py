"""`gains audit`: verify the audit trail, or export it for somebody else to verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError

PLUGIN = typer.Typer(no_args_is_help=True, help="The audit trail: verify and export.")


@PLUGIN.command()
def verify(
    file: Annotated[Path | None, typer.Argument(help="An exported trail; default: the one in the database.")] = None,
    *,
    key: Annotated[Path | None, typer.Option(help="The public key (PEM); default: that of the server's own.")] = None,
    repo: Annotated[
        list[Path] | None, typer.Option(help="Bare repositories whose commits published heads (Gains-Audit).")
    ] = None,
    head: Annotated[list[str] | None, typer.Option(help="A head that was published elsewhere, <seq>:<hash>.")] = None,
) -> None:
    """Verify the trail. Exit 0 whole, 1 with what was cut off, moved, edited or forged, 2 where there is none.

    Example: gains audit verify --repo /srv/git/campus.git
    """
    from bot.auditing import check

    try:
        count, wrong = check(file, key, tuple(repo or ()), tuple(head or ()))
    except GainsError as error:
        raise stopped(error) from error
    for line in wrong:
        typer.echo(line)
    if wrong:
        raise typer.Exit(1)
    typer.echo(f"whole: {count} records, each chained to the one before and signed")


@PLUGIN.command()
def export(
    *,
    public: Annotated[bool, typer.Option("--key", help="Print the public key instead.")] = False,
) -> None:
    """Print the trail as one JSON object a line, each record with its DSSE envelope.

    Example: gains audit export > trail.jsonl; gains audit export --key > audit.pub
    """
    from bot.auditing import public_key, trail

    try:
        for line in (public_key().rstrip(),) if public else trail():
            typer.echo(line)
    except GainsError as error:
        raise stopped(error) from error
