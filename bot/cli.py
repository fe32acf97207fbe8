"""The program: a command is a module of `bot.commands` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

import typer

from bot import commands

if TYPE_CHECKING:
    from collections.abc import Sequence


RARELY = (50_000, 20, 20)
"""New objects before the youngest are looked through for garbage, then rounds before older ones are."""


def names() -> tuple[str, ...]:
    """Return the names of all commands, sorted."""
    return tuple(sorted(info.name for info in iter_modules(commands.__path__)))


def application(arguments: Sequence[str] = ()) -> typer.Typer:
    """Return the program; where the first argument names a command, only that one is imported.

    A plug-in is a function (one command) or a `typer.Typer` (a group of commands).
    """
    app = typer.Typer(no_args_is_help=True, add_completion=False, help="Change requests for networks, from intents.")
    app.callback(invoke_without_command=True)(about)
    for name in names():
        if arguments and arguments[0] in names() and arguments[0] != name:
            continue
        plugin = import_module(f"{commands.__name__}.{name}").PLUGIN
        if isinstance(plugin, typer.Typer):
            app.add_typer(plugin, name=name)
        else:
            app.command(name)(plugin)
    return app


def about(
    context: typer.Context,
    *,
    show: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Say all that a bug report needs: version, commit, Python, platform, libraries, knowledge.",
        ),
    ] = False,
) -> None:
    """Change requests for networks, from intents."""
    if show:
        from bot.about import lines

        for line in lines():
            typer.echo(line)
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the program.

    Configurations become many small objects that live until the end of a comparison: looking through all of them for
    garbage after each 700 new ones took a third of the time.
    """
    gc.set_threshold(*RARELY)
    application(sys.argv[1:])()
