"""`gains schema`: the kinds, and the JSON Schema of a kind's spec."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from pipeline.registry import kinds


def schema(kind: Annotated[str, typer.Argument(help="An intent kind; without it, the kinds are listed.")] = "") -> None:
    """Print the JSON Schema of a kind's spec, for editors and CI.

    Example: gains schema access_vlan
    """
    known = kinds()
    if not kind:
        for name, entry in known.items():
            typer.echo(f"{name:<20} {entry.title}")
    elif kind in known:
        typer.echo(json.dumps(known[kind].schema(), indent=2, sort_keys=True))
    else:
        typer.echo(f"kind {kind!r} is not known; expected one of {', '.join(known)}", err=True)
        raise typer.Exit(2)


PLUGIN = schema
