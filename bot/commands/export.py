"""`gains export`: hand a change package over to whoever tests and carries out; nothing here logs in to a device."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

import typer

from bot import exports
from bot.stopped import stopped
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from bot.exports.base import Export


def names() -> tuple[str, ...]:
    """Return the names of all forms, sorted."""
    return tuple(sorted(info.name for info in iter_modules(exports.__path__) if info.name != "base"))


def export(
    form: Annotated[str, typer.Argument(help="anta, nuts, pyats (tests afterwards); ansible, nornir (carry out).")],
    change: Annotated[Path, typer.Argument(help="A change package, changes/<intent>.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Write into that folder; default: print.")] = None,
) -> None:
    """Write tests or tasks of a change package. Exit 0, 1 for a change that blocks, 2 unusable input.

    The package must be what its manifest says. What the form cannot say is listed, and stands in the file.

    Example: gains export anta changes/permit-badge-server --out handoff
    """
    from bot.handoff import received

    if form not in names():
        typer.echo(f"{form}: no such form; expected one of {', '.join(names())}", err=True)
        raise typer.Exit(2)
    plugin: Export = import_module(f"{exports.__name__}.{form}").PLUGIN
    try:
        found = plugin.write(received(change))
    except GainsError as error:
        raise stopped(error) from error
    for name, text in found.files:
        if out is None:
            typer.echo(text, nl=False)
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(text, encoding="utf-8")
            typer.echo(f"written to {out / name}")
    for line in found.left:
        typer.echo(f"not in it: {line}", err=True)
    typer.echo(f"{len(found.covered)} covered, {len(found.left)} left for somebody to look at", err=True)


PLUGIN = export
