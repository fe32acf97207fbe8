"""`gains intent`: write a new intent."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.new_intent import Draft

PLUGIN = typer.Typer(no_args_is_help=True, help="Write a new intent: by a sentence, field by field, or asked for.")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@PLUGIN.callback()
def group() -> None:
    """Keep `new` a command of its own."""


@PLUGIN.command("new")
def new(
    wish: Annotated[
        list[str] | None, typer.Argument(help="A sentence, or a kind with --set; nothing: asked for.")
    ] = None,
    *,
    given: Annotated[
        list[str] | None, typer.Option("--set", help="A field of the spec: PATH=VALUE, as in vlan.id=120.")
    ] = None,
    name: Annotated[str, typer.Option(help="Of the intent and its file.")] = "",
    reason: Annotated[str, typer.Option(help="Why the change is wanted.")] = "",
    ticket: Annotated[str, typer.Option(help="Such as CHG0031042.")] = "",
    repo: Annotated[Path, typer.Option(help="The network repository.")] = Path(),
    dry: Annotated[bool, typer.Option("--dry-run", help="Print it, write nothing.")] = False,
) -> None:
    """Write an intent file. Exit 2 where a sentence is not understood or a field is wrong; nothing is written then.

    Example: gains intent new add vlan 120 CCTV on acc-b7-01 Gi1/0/10-14 --name cctv --reason "New cameras"

    Example: gains intent new VLAN 120 CCTV auf acc-b7-01 an Gi1/0/10-14 --name cctv --reason "Neue Kameras"

    Example: gains intent new access_vlan --set vlan.id=120 --set vlan.name=CCTV
    --set ports.0.device=acc-b7-01 --set ports.0.interfaces.0=Gi1/0/10-14 --name cctv --reason "New cameras"
    """
    from bot.formats import text
    from bot.new_intent import Draft, devices_of, write
    from bot.new_intent import wrong as wrong_of
    from bot.stopped import stopped
    from pipeline.errors import GainsError

    try:
        devices = devices_of(repo)
        asked = not wish and not given
        kind, spec = _asked(repo, devices) if asked else _said(wish or [], given or [], devices, repo)
        draft = _named(Draft(kind, spec, name, reason, ticket), ask=asked or sys.stdin.isatty())
        problems = wrong_of(draft, repo, devices)
        if problems:
            typer.echo(text.write(problems, [draft.path]), err=True)
            typer.echo(draft.text(repo), err=True)
            raise typer.Exit(2)
        if dry:
            typer.echo(draft.text(repo), nl=False)
            return
        file = write(draft, repo)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(draft.text(repo), nl=False)
    typer.echo(f"written to {file}; next: gains plan {file}")


def _said(
    words: Sequence[str], given: Sequence[str], devices: tuple[str, ...], repo: Path
) -> tuple[str, dict[str, Any]]:
    from bot.binding import bound
    from bot.drafting import wished
    from bot.files import Folder
    from pipeline.assist.tokens import Tokens
    from pipeline.registry import kinds
    from pipeline.wish import NotUnderstood, understand

    if len(words) == 1 and (words[0] in kinds() or given):
        if words[0] not in kinds():
            _stop(f"kind {words[0]!r} is not known", tuple(kinds()))
        return words[0], _fields(given)
    if given:
        _stop("--set goes with a kind, not with a sentence", ("gains intent new access_vlan --set vlan.id=120",))
    # A quoted description reaches us as one word, without its quotes.
    sentence = " ".join(f'"{word}"' if " " in word and len(words) > 1 else word for word in words)
    # A port that the inventory alone names is taken and said; where it leaves a choice, the choices are shown.
    open_ones = bound(wished(sentence, "", "", devices, None), Folder(repo), None, Tokens(b""))
    found = open_ones if isinstance(open_ones, NotUnderstood) else understand(open_ones.text, devices)
    if isinstance(found, NotUnderstood):
        _stop(found.question, found.choices)
    for note in () if isinstance(open_ones, NotUnderstood) else open_ones.notes:
        typer.echo(note, err=True)
    return found.kind, found.spec


def _fields(given: Sequence[str]) -> dict[str, Any]:
    spec: Any = {}
    for item in given:
        path, equals, value = item.partition("=")
        if not equals or not path:
            _stop(f"{item!r} is no PATH=VALUE", ("vlan.id=120",))
        _put(spec, path.split("."), int(value) if value.isascii() and value.isdigit() else _word(value), item)
    return dict(spec)


def _word(value: str) -> Any:
    return {"true": True, "false": False}.get(value, value)


def _put(spec: Any, steps: Sequence[str], value: Any, item: str) -> None:
    here = spec
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        fresh: Any = value if last else ([] if steps[index + 1].isdigit() else {})
        if isinstance(here, list) and step.isdigit() and int(step) <= len(here):
            if int(step) == len(here):
                here.append(fresh)
            elif last:
                here[int(step)] = value
            here = here[int(step)]
        elif last and isinstance(here, dict) and step in here:
            _stop(f"{item!r}: that field is given twice", ())
        elif isinstance(here, dict) and not step.isdigit():
            here = here.setdefault(step, fresh)
        else:
            _stop(
                f"{item!r}: {step!r} does not go there; items of a list are counted from 0", ("ports.0.device=acc-01",)
            )


def _named(draft: Draft, *, ask: bool) -> Draft:
    from dataclasses import replace

    name, reason = draft.name, draft.reason
    if ask:
        while not _NAME.fullmatch(name):
            name = typer.prompt("name of the intent (small letters, digits, -)", default=draft.kind.replace("_", "-"))
        while not reason:
            reason = typer.prompt("why is it wanted")
    if not _NAME.fullmatch(name) or not reason:
        _stop(
            "a new intent has a name of small letters, digits and `-`, and a reason",
            ("--name cctv --reason 'New cameras'",),
        )
    return replace(draft, name=name, reason=reason)


def _asked(repo: Path, devices: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    if not sys.stdin.isatty():
        _stop("nobody is there to be asked; give a sentence, or a kind with --set", ())
    from bot.running_ports import RunningPorts
    from bot.terminal_line import completed
    from bot.wizard import Wizard
    from pipeline.registry import kinds

    return Wizard(completed, typer.echo, kinds(), RunningPorts(repo, devices)).what()


def _stop(message: str, choices: Sequence[str]) -> NoReturn:
    typer.echo(message, err=True)
    for choice in choices:
        typer.echo(f"  {choice}", err=True)
    raise typer.Exit(2)
