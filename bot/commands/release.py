"""`gains release`: whether a release is what its makers signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError, InvalidInputError

app = typer.Typer(help="Whether a release of this program is what its makers signed.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look at a release of this program: wheel, list of parts, image."""


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="Folder of the release: wheel, sbom and provenance.intoto.jsonl.")],
    *,
    key: Annotated[list[Path], typer.Option(help="Public key (PEM) of whoever may release; any one suffices.")],
    commit: Annotated[str, typer.Option(help="The commit that it must be made from.")] = "",
    image: Annotated[str, typer.Option(help="Digest of the image that you have, sha256:…")] = "",
) -> None:
    """Hold files against the signed provenance. Exit 0 all is as signed, 1 not, 2 there is nothing to hold against.

    A file that the provenance does not know is as wrong as one that was changed. The key must come from somewhere
    else than the release.

    Example: gains release verify dist --key release.pub --commit "$(git rev-parse v0.1.0)"
    """
    from bot.release_files import verified

    try:
        found = verified(folder, [_read(one) for one in key], commit=commit, image=image)
    except GainsError as error:
        raise stopped(error) from error
    width = max(len(one.subject) for one in found)
    for one in found:
        typer.echo(f"{one.state:<13} {one.subject:<{width}}  {one.text}")
    wrong = sum(one.state == "wrong" for one in found)
    typer.echo(f"NOT as signed: {wrong} of {len(found)} points" if wrong else "all is as signed")
    raise typer.Exit(1 if wrong else 0)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"{path} cannot be read", hint="name a public key in PEM") from error


PLUGIN = app
