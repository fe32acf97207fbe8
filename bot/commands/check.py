"""`gains check`: what is wrong with intent files, on its line."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.check import check as check_files
from bot.check import intent_files
from bot.formats import github, junit, sarif, text


class Style(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


_FORMATS = {
    Style.TEXT: text.write,
    Style.SARIF: sarif.write,
    Style.GITHUB: github.write,
    Style.JUNIT: junit.write,
}
NOT_LOOKED_AT = (
    "looked at: YAML, envelope, spec, device names; NOT looked at: interfaces, configurations, policies, energy"
)


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Intent files or folders; default: intents/")] = None,
    *,
    style: Annotated[Style, typer.Option("--format", help="How findings are printed.")] = Style.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Read intent files and report what is wrong, on its line. Exit 0 clean, 1 findings, 2 nothing to read.

    Example: gains check intents/
    """
    wanted = paths or [Path("intents")]
    if missing := [path.as_posix() for path in wanted if not path.exists()]:
        typer.echo(f"not found: {', '.join(missing)}; name an intent file or a folder of them", err=True)
        raise typer.Exit(2)
    files = intent_files(wanted)
    if not files:
        typer.echo("no intent file found; expected *.yaml; name a file or a folder", err=True)
        raise typer.Exit(2)
    checked = check_files(files)
    found, unread = checked.findings, checked.without_inventory
    if as_json or style is Style.JSON:
        said = {
            "files": len(files),
            "findings": [finding.model_dump(mode="json") for finding in found],
            "device_names_not_looked_at": [file.as_posix() for file in unread],
            "scope": NOT_LOOKED_AT,
        }
        typer.echo(json.dumps(said, indent=2))
        raise typer.Exit(1 if found else 0)
    if written := _FORMATS[style](found, [file.as_posix() for file in files]):
        typer.echo(written)
    # What was not looked at is said beside a machine's format, never inside it.
    aside = style is not Style.TEXT
    typer.echo(f"{len(files)} files, {len(found)} findings; {NOT_LOOKED_AT}", err=aside)
    for file in unread:
        typer.echo(f"{file}: note: device names NOT looked at: no inventory/devices.yaml beside its folder", err=aside)
    raise typer.Exit(1 if found else 0)


PLUGIN = check
