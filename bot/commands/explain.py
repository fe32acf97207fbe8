"""`gains explain`: what a package does, and where a line of a candidate comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot import package_files
from bot.stopped import stopped
from pipeline.errors import GainsError


def explain(
    change: Annotated[Path, typer.Argument(help="A change package, changes/<intent>.")],
    line: Annotated[str, typer.Argument(help="DEVICE:LINE of a candidate; without it, the explain pack.")] = "",
) -> None:
    """Say in words what a package does, or where one line of a candidate comes from.

    Example: gains explain changes/cctv-vlan-building-7 acc-b7-01:291
    """
    try:
        files = package_files.read(change)
    except GainsError as error:
        raise stopped(error) from error
    if not line:
        typer.echo(files["explain.md"].decode(), nl=False)
        return
    device, _, number = line.rpartition(":")
    candidates = json.loads(files["candidates.json"])["devices"]
    item = next((one for one in candidates if one["device"] == device), None)
    if item is None or not number.isdigit():
        known = ", ".join(one["device"] for one in candidates)
        typer.echo(f"{line!r} names no line; expected DEVICE:LINE with one of {known}", err=True)
        raise typer.Exit(2)
    lines = files[f"candidates/{device}.cfg"].decode().split("\n")
    if not 0 < int(number) <= len(lines):
        typer.echo(f"the candidate of {device} has {len(lines)} lines, not {number}", err=True)
        raise typer.Exit(2)
    typer.echo(f"{device}:{number}: {lines[int(number) - 1].strip()}")
    made = next((one for one in item["lines"] if one["line"] == int(number)), None)
    if made is None:
        typer.echo("unchanged: it stands in the running configuration")
        return
    origin = item["origins"][made["origin"]]
    place = origin["place"]
    typer.echo(f"asked for by {origin['field']} ({place['file']}:{place['line']}:{place['column']})")
    typer.echo(f"as {origin['feature'].replace('_', ' ')}, written by blueprint {origin['blueprint']}")
    for reference in origin["references"]:
        typer.echo(f"which rests on: {reference}")


PLUGIN = explain
