"""`gains diff` and `gains apply`: the configuration engine on two files, without a repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.diff import NOT_LOOKED_AT, apply, compare
from pipeline.engine import platforms

_Platform = Annotated[str, typer.Option("--platform", help="Such as arista_eos or juniper_junos.")]


def diff(
    running: Annotated[Path, typer.Argument(help="Running configuration.")],
    candidate: Annotated[Path, typer.Argument(help="Candidate configuration.")],
    *,
    platform: _Platform,
    management: Annotated[str, typer.Option(help="Interface or address the device is managed through.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print remediation, rollback, proof and hazards. Exit 0 proved, 1 not proved or a hazard blocks, 2 unusable input.

    Example: gains diff --platform juniper_junos running.cfg candidate.cfg
    """
    _known(platform)
    try:
        compared = compare(platform, _read(running), _read(candidate), management)
    except ValueError as error:
        _unreadable(error)
    proof = compared.proof
    scope = NOT_LOOKED_AT
    if not management:
        scope += "; no --management given: nor the management path"
    if as_json:
        first = proof.first_difference
        found = {
            "remediation": list(compared.remediation),
            "rollback": list(compared.rollback),
            "proof": {
                "verdict": proof.verdict,
                "reason": proof.reason,
                "first_difference": first.model_dump(mode="json") if first else None,
            },
            "hazards": [one.model_dump(mode="json") for one in compared.hazards],
            "scope": scope,
            "stats": {"remediation": len(compared.remediation), "rollback": len(compared.rollback)},
        }
        typer.echo(json.dumps(found, indent=2))
    else:
        for title, commands in (("remediation", compared.remediation), ("rollback", compared.rollback)):
            typer.echo(f"# {title}: {len(commands)} commands")
            for command in commands:
                typer.echo(command)
        typer.echo(f"# proof: {proof.verdict}{f' ({proof.reason})' if proof.reason else ''}")
        if proof.first_difference:
            wanted, came = proof.first_difference.expected, proof.first_difference.actual
            typer.echo(f"# first difference: expected {wanted or 'nothing'!r}, actual {came or 'nothing'!r}")
        for hazard in compared.hazards:
            where = f"{hazard.direction} step {hazard.step}" if hazard.step else hazard.direction
            typer.echo(f"# hazard: {hazard.severity}: {where}: {hazard.message} [{hazard.rule}]")
        typer.echo(f"# {len(compared.hazards)} hazards; {scope}")
    raise typer.Exit(1 if compared.blocked else 0)


def apply_commands(
    running: Annotated[Path, typer.Argument(help="Running configuration.")],
    commands: Annotated[Path, typer.Argument(help="Commands, one a line.")],
    *,
    platform: _Platform,
) -> None:
    """Print what an independent model of the device makes of the commands. Exit 1 where it refuses one.

    Example: gains apply --platform juniper_junos running.cfg commands.txt
    """
    _known(platform)
    try:
        played = apply(platform, _read(running), _read(commands))
    except ValueError as error:
        _unreadable(error)
    typer.echo(played.text, nl=not played.text.endswith("\n"))
    for refused in played.refused:
        typer.echo(f"command {refused.step} refused: {refused.command}: {refused.reason}", err=True)
    raise typer.Exit(1 if played.refused else 0)


def _unreadable(error: ValueError) -> NoReturn:
    typer.echo(f"configuration cannot be read: {error}; expected the text that the device prints", err=True)
    raise typer.Exit(2) from None


def _known(platform: str) -> None:
    if platform not in platforms():
        typer.echo(
            f"platform {platform!r} has no proved engine yet; expected one of {', '.join(platforms())}", err=True
        )
        raise typer.Exit(2)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{file}: cannot be read: {error}; name a UTF-8 text file", err=True)
        raise typer.Exit(2) from None
