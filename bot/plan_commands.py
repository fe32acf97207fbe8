"""`gains plan`, `gains verify` and `gains explain`: make a change package, make it again, say where a line is from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import package_files
from bot.files import Folder
from bot.formats import text
from bot.stopped import stopped
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from bot.propose import Proposed


def plan(
    intent: Annotated[Path, typer.Argument(help="An intent file of the network repository.")],
    *,
    repo: Annotated[
        Path | None, typer.Option(help="The network repository; default: the folder above intents/.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the package there; default: changes/<intent>.")] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Show it, write nothing.")] = False,
) -> None:
    """Make the change package of an intent. Exit 0 when it may be approved, 1 when it blocks, 2 unusable input.

    Example: gains plan docs/examples/campus/intents/cctv-vlan-building-7.yaml --dry-run
    """
    from rich.console import Console

    from bot.show_package import show

    try:
        root, path = _located(intent, repo)
        done = _proposed(root, path)
        package = done.packages[0]
        folder = out or root / "changes" / package.intent
        if not dry:
            package_files.write(folder, package)
    except GainsError as error:
        raise stopped(error) from error
    console = Console(highlight=False)
    console.print(show(package))
    console.print(f"manifest digest {package.digest}", soft_wrap=True)
    console.print("nothing was written (--dry-run)" if dry else f"written to {folder}", soft_wrap=True)
    raise typer.Exit(1 if package.blocking else 0)


def verify(
    change: Annotated[Path, typer.Argument(help="A change package, changes/<intent>.")],
    *,
    repo: Annotated[
        Path | None, typer.Option(help="The network repository; default: the folder above changes/.")
    ] = None,
) -> None:
    """Make a change package again and compare. Exit 0 equal, 1 with the names of what differs.

    Example: gains verify changes/cctv-vlan-building-7
    """
    try:
        there = package_files.read(change)
        root = repo or change.resolve().parent.parent
        done = _proposed(root, f"intents/{change.resolve().name}.yaml")
    except GainsError as error:
        raise stopped(error) from error
    package = done.packages[0]
    wrong = package_files.differences(there, dict(package.files))
    for line in wrong:
        typer.echo(f"{change / line}")
    if wrong:
        typer.echo(f"{len(wrong)} of {len(package.files)} files differ: this is not what the intent gives today")
        raise typer.Exit(1)
    typer.echo(f"equal: {len(package.files)} files, made again byte for byte; manifest digest {package.digest}")


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


def _located(intent: Path, repo: Path | None) -> tuple[Path, str]:
    if not intent.is_file():
        typer.echo(f"{intent}: no such file; name an intent file", err=True)
        raise typer.Exit(2)
    root = repo or intent.resolve().parent.parent
    if not intent.resolve().is_relative_to(root.resolve()):
        typer.echo(f"{intent} is not inside {root}; name the network repository with --repo", err=True)
        raise typer.Exit(2)
    return root, intent.resolve().relative_to(root.resolve()).as_posix()


def _proposed(root: Path, path: str) -> Proposed:
    from bot.propose import propose_intents

    files = Folder(root)
    done = propose_intents(files, files, [path])
    if not done.packages:
        shown = text.write(done.findings, [path])
        typer.echo(shown or f"{path}: there is no such intent in {root}", err=not shown)
        raise typer.Exit(2)
    return done
