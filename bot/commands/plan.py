"""`gains plan`: make a change package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import package_files
from bot.assistant_mode import Mode
from bot.assisted import Option, answering, replayed
from bot.on_disk import located, proposed
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
    assistant: Option = None,
) -> None:
    """Make the change package of an intent. Exit 0 when it may be approved, 1 when it blocks, 2 unusable input.

    Example: gains plan docs/examples/campus/intents/cctv-vlan-building-7.yaml --dry-run

    Example: gains plan intents/cctv-vlan-building-7.yaml --assistant replay
    """
    from rich.console import Console

    from bot.show_package import show

    try:
        root, path = located(intent, repo)
        there = out or root / "changes" / intent.stem
        kept = replayed(there) if assistant is Mode.REPLAY else ()
        done = proposed(root, path, answering(assistant, kept), early=_early)
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


def _early(done: Proposed) -> None:
    """Say what is wrong already, while routes are still computed."""
    from bot.tell_early import first_findings

    found = first_findings(done)
    for one in found:
        place = f"{one.place}: " if one.place else ""
        typer.echo(f"{one.severity}: {place}{one.advice} [{one.rule}]", err=True)
    typer.echo(f"so far {len(found) or 'nothing'} found; routes, packets and loops are being computed ...", err=True)


PLUGIN = plan
