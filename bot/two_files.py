"""Two files and a platform, as `gains diff` and `gains apply` take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.engine import platforms

if TYPE_CHECKING:
    from pathlib import Path

PlatformOption = Annotated[str, typer.Option("--platform", help="Such as arista_eos or juniper_junos.")]


def unreadable(error: ValueError) -> NoReturn:
    """Stop at a text that is no configuration."""
    typer.echo(f"configuration cannot be read: {error}; expected the text that the device prints", err=True)
    raise typer.Exit(2) from None


def known(platform: str) -> None:
    """Stop at a platform without an engine."""
    if platform not in platforms():
        typer.echo(
            f"platform {platform!r} has no proved engine yet; expected one of {', '.join(platforms())}", err=True
        )
        raise typer.Exit(2)


def read(file: Path) -> str:
    """Return the text of a file, or stop; what is not UTF-8 is Latin-1, as devices print it in banners."""
    try:
        octets = file.read_bytes()
    except OSError as error:
        typer.echo(f"{file}: cannot be read: {error}; name a text file", err=True)
        raise typer.Exit(2) from None
    if b"\0" in octets:
        typer.echo(f"{file}: is no text: it holds a zero byte; name a text file", err=True)
        raise typer.Exit(2)
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
