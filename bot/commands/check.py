"""`gains check`: what the bot would say about intent files, for continuous integration and editors."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.assisted import Option, answering
from bot.check import check as check_files
from bot.check import intent_files
from bot.formats import github, junit, sarif, text
from bot.stopped import stopped
from pipeline.errors import GainsError
from schemas.finding import blocks

if TYPE_CHECKING:
    from bot.check import Checked


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
_ALONE = "only its own text was looked at: no inventory/devices.yaml and no gains.yaml beside its folder"


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Intent files or folders; default: intents/")] = None,
    *,
    style: Annotated[Style, typer.Option("--format", help="How findings are printed.")] = Style.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    assistant: Option = None,
) -> None:
    """Judge intent files as the bot would, and write nothing. Exit 0 nothing blocks, 1 something does, 2 unusable.

    Files of one network repository are one change set, as in one pull request.

    Example: gains check intents/cctv-vlan-building-7.yaml
    """
    wanted = paths or [Path("intents")]
    if missing := [path.as_posix() for path in wanted if not path.exists()]:
        typer.echo(f"not found: {', '.join(missing)}; name an intent file or a folder of them", err=True)
        raise typer.Exit(2)
    files = intent_files(wanted)
    if not files:
        typer.echo("no intent file found; expected *.yaml; name a file or a folder", err=True)
        raise typer.Exit(2)
    try:
        checked = check_files(files, answering(assistant))
    except GainsError as error:
        raise stopped(error) from error
    blocking = blocks(checked.findings) or any(package.blocking for _, package in checked.packages)
    if as_json or style is Style.JSON:
        typer.echo(json.dumps(_said(checked, len(files)), indent=2))
        raise typer.Exit(1 if blocking else 0)
    if written := _FORMATS[style](checked.findings, [file.as_posix() for file in files]):
        typer.echo(written)
    # What was not looked at is said beside a machine's format, never inside it.
    aside = style is not Style.TEXT
    for line in _verdicts(checked):
        typer.echo(line, err=aside)
    typer.echo(
        f"{len(files)} files, {len(checked.findings)} findings: {'blocked' if blocking else 'nothing blocks'}",
        err=aside,
    )
    raise typer.Exit(1 if blocking else 0)


def _validation(files: tuple[tuple[str, bytes], ...]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dict(files)["validation.json"])
    return found


def _verdicts(checked: Checked) -> list[str]:
    """Return a line for every file: its verdict, and what was not looked at."""
    out = []
    for file, package in checked.packages:
        said = _validation(package.files)
        failed = [row["name"] for row in said["checks"] if row["outcome"] == "FAIL"]
        open_ones = [row["name"] for row in said["checks"] if row["outcome"] == "INCONCLUSIVE"]
        why = f"; failed: {', '.join(failed)}" if failed else ""
        unseen = f"; NOT looked at: {', '.join(open_ones)}" if open_ones else ""
        out.append(f"{file}: {said['outcome']}{why}{unseen}")
    return [*out, *(f"{file}: no verdict; NOT looked at: {_ALONE}" for file in checked.alone)]


def _said(checked: Checked, files: int) -> dict[str, Any]:
    return {
        "files": files,
        "findings": [finding.model_dump(mode="json") for finding in checked.findings],
        "intents": [
            {
                "file": file.as_posix(),
                "intent": package.intent,
                "blocking": package.blocking,
                "manifest_digest": package.digest,
                **{name: said[name] for name in ("outcome", "checks", "degraded", "not_verified")},
            }
            for file, package in checked.packages
            for said in [_validation(package.files)]
        ],
        "no_verdict": [{"file": file.as_posix(), "reason": f"NOT looked at: {_ALONE}"} for file in checked.alone],
    }


PLUGIN = check
