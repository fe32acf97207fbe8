"""`gains knowledge`: what configurations are generated from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.files import Folder
from bot.knowledge import bundled
from bot.own_knowledge import own, own_blueprints, together
from bot.stopped import stopped
from bot.unsound import unsound
from pipeline.engine import platforms
from pipeline.errors import GainsError
from schemas.finding import Severity

PLUGIN = typer.Typer(help="What configurations are generated from.", no_args_is_help=True)
Root = Annotated[Path, typer.Option(help="The network repository.")]


@PLUGIN.command()
def lint(root: Root = Path()) -> None:
    """Say what is wrong with the organisation's own knowledge; exit 1 where something is, 2 where there are none.

    Names that nobody gives, fields that a feature has not, rules that there are not, items that no device can use, a
    blueprint without a case, and a case that is not as it says: knowledge/cases/<blueprint>/<name>.yaml names what a
    device runs, the feature and the lines; the way back must be proved, too.

    Example: gains knowledge lint --root .
    """
    try:
        found, _ = own(Folder(root))
        wrong = tuple(one for one in unsound(Folder(root)) if one.rule.startswith("knowledge-"))
    except GainsError as error:
        raise stopped(error) from error
    for finding in wrong:
        typer.echo(f"{finding.place}: {finding.severity}: {finding.advice}")
    many = len(found.blueprints), len(found.snippets), len(found.guides)
    typer.echo(f"{many[0]} blueprints, {many[1]} snippets, {many[2]} guides are sound; {len(wrong)} findings")
    if wrong:
        raise typer.Exit(1)
    if not any(many):
        typer.echo("knowledge/ holds no blueprint, snippet or guide", err=True)
        raise typer.Exit(2)


@PLUGIN.command(name="list")
def listed(root: Root = Path()) -> None:
    """List every blueprint: id@version, platform, feature, versions that it is for, digest.

    Example: gains knowledge list
    """
    for item in sorted(together(bundled(platforms()), own_blueprints(Folder(root))[0]), key=lambda one: one.reference):
        header = item.header
        typer.echo(
            f"{item.reference:<40} {header.platform:<14} {header.feature:<20} {header.os_version} {item.digest[:19]}"
        )


@PLUGIN.command()
def impact(
    root: Root = Path(),
    *,
    base: Annotated[str, typer.Option(help="Branch or commit whose knowledge and policies hold today.")] = "main",
    before: Annotated[Path | None, typer.Option(help="Folder to compare with, in place of a branch.")] = None,
    most: Annotated[int, typer.Option(help="Intents that are made at most.", min=1)] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say which configurations would differ by what is changed in knowledge/ and policies/, all intents unchanged.

    Every intent of the base is made twice. Exit 0 nothing would differ, 1 something would, or what is changed is not
    sound, 2 nothing is changed.

    Example: gains knowledge impact --base main
    """
    from bot.impact import impact as compared
    from bot.impact_words import plain
    from bot.local_state import committed

    try:
        found = compared(Folder(before) if before else committed(root, base), Folder(root), most)
    except GainsError as error:
        raise stopped(error) from error
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    elif found.items:
        typer.echo("\n".join(plain(found)))
    if not found.items:
        typer.echo(f"knowledge/ and policies/ are as in {before or base}", err=True)
        raise typer.Exit(2)
    wrong = any(one.severity is Severity.ERROR for one in found.findings)
    raise typer.Exit(1 if wrong or any(one.differs for one in found.intents) else 0)
