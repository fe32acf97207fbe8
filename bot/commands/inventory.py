"""`gains inventory`: bring devices and cables from elsewhere into the network repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError

app = typer.Typer(no_args_is_help=True, help="Bring devices and cables from elsewhere into the network repository.")
_SIGN = {"new": "+", "changed": "~", "kept": "=", "gone": "-", "refused": "!"}


@app.callback()
def group() -> None:
    """Bring devices and cables from elsewhere into the network repository."""


@app.command("import")
def import_(
    source: Annotated[str, typer.Argument(help="netbox, nautobot, csv, containerlab, or configs (Oxidized, RANCID).")],
    where: Annotated[str, typer.Argument(help="Its address, file or folder.")],
    *,
    repo: Annotated[Path, typer.Option(help="The network repository.")] = Path(),
    token_file: Annotated[Path | None, typer.Option(help="A file with the token of the API.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="A filter of the source, such as site=hq; again for more.")
    ] = None,
    links: Annotated[Path | None, typer.Option(help="csv: a table a_device,a_interface,b_device,b_interface.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take away what the source has no more.")] = False,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Replace what was written by hand or by another source, too.")
    ] = False,
    do_write: Annotated[
        bool, typer.Option("--write", help="Write it; without it, only say what would change.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print data instead of text.")] = False,
) -> None:
    """Say what a source knows otherwise, and with --write, write it. Exit 0, 1 differences not written, 2, 3 unusable.

    Fields that were written by hand stay; where each field comes from stands in inventory/provenance.yaml.

    Example: gains inventory import netbox https://netbox.example.net --token-file token --only site=hq --write
    """
    from bot.inventories.base import Asked, modules
    from bot.inventories.base import source as found_source
    from bot.inventory_import import planned, write
    from bot.inventory_merge import How

    if source not in modules():
        typer.echo(f"{source}: no such source; expected one of {', '.join(modules())}", err=True)
        raise typer.Exit(2)
    if wrong := [one for one in only or () if not all(one.partition("=")[::2])]:
        typer.echo(f"--only {wrong[0]!r}: expected NAME=VALUE, such as site=hq", err=True)
        raise typer.Exit(2)
    filters = {name: value for name, _, value in (one.partition("=") for one in only or ())}
    try:
        token = token_file.read_text(encoding="utf-8").strip() if token_file else ""
        found = found_source(source).read(Asked(where, token, filters, links))
        plan = planned(repo, found, How(source, remove=remove, take_over=take_over, part=bool(filters)))
        if do_write:
            write(repo, plan.files)
    except OSError as error:
        typer.echo(f"{token_file} cannot be read: {error}", err=True)
        raise typer.Exit(2) from error
    except GainsError as error:
        raise stopped(error) from error
    changes = plan.merged.changes
    if as_json:
        said = [{"state": one.state, "subject": one.subject, "words": one.words} for one in changes]
        typer.echo(json.dumps({"written": do_write, "files": sorted(plan.files), "changes": said}, indent=2))
    else:
        for one in changes:
            typer.echo(f"{_SIGN[one.state]} {one.subject}: {one.words}" if one.subject else f"! {one.words}")
        counts = ", ".join(f"{sum(one.state == state for one in changes)} {state}" for state in _SIGN)
        typer.echo(f"{len(found.devices)} devices and {len(found.links)} cables of {source}: {counts}")
        typer.echo(
            f"written: {', '.join(sorted(plan.files)) or 'nothing'}" if do_write else "nothing was written: --write"
        )
    raise typer.Exit(0 if do_write or not plan.merged.writes else 1)


PLUGIN = app
