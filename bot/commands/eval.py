"""`gains eval`: how good this release is, in figures; a module of `bot.evaluations` is a subcommand."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated

import typer

from bot import evaluations
from bot.stopped import stopped
from pipeline.errors import GainsError

app = typer.Typer()


@app.callback(invoke_without_command=True)
def golden(
    context: typer.Context,
    *,
    cases: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of cases, or a network repository; default: what the program brings along."),
    ] = None,
    only: Annotated[str, typer.Option(help="Only cases whose names contain this.")] = "",
    markdown: Annotated[Path | None, typer.Option(help="Write the report there, for people.")] = None,
    data: Annotated[Path | None, typer.Option("--json", help="Write it there as data; - prints it.")] = None,
) -> None:
    """Run the golden set and say how it went. Exit 0 as it should be, 1 where a case came out otherwise, 2 no cases.

    Example: gains eval --only access_vlan --json -
    """
    if context.invoked_subcommand is not None:
        return
    from bot.adapters.clock import SystemClock
    from bot.evaluation import evaluate
    from bot.evaluation_text import text
    from bot.golden import golden_set, networks
    from schemas.canonical import pretty

    try:
        found = evaluate(golden_set(cases or (), only), SystemClock(), networks(cases or ()))
    except GainsError as error:
        raise stopped(error) from error
    if markdown is not None:
        markdown.write_text(text(found), encoding="utf-8")
    if data is not None and data != Path("-"):
        data.write_bytes(pretty(found))
    typer.echo(pretty(found).decode() if data == Path("-") else text(found), nl=False)
    raise typer.Exit(0 if found.sound else 1)


for _info in iter_modules(evaluations.__path__):
    _plugin = import_module(f"{evaluations.__name__}.{_info.name}").PLUGIN
    _name = _info.name.replace("_", "-")
    if isinstance(_plugin, typer.Typer):
        app.add_typer(_plugin, name=_name)
    else:
        app.command(_name)(_plugin)

PLUGIN = app
