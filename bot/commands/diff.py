"""`gains diff`: the configuration engine on two files, without a repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.diff import NOT_LOOKED_AT, compare
from bot.two_files import PlatformOption, known, read, unreadable


def diff(
    running: Annotated[Path, typer.Argument(help="Running configuration.")],
    candidate: Annotated[Path, typer.Argument(help="Candidate configuration.")],
    *,
    platform: PlatformOption,
    management: Annotated[str, typer.Option(help="Interface or address the device is managed through.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print remediation, rollback, proof and hazards. Exit 0 proved, 1 not proved or a hazard blocks, 2 unusable input.

    Example: gains diff --platform juniper_junos running.cfg candidate.cfg
    """
    known(platform)
    try:
        compared = compare(platform, read(running), read(candidate), management)
    except ValueError as error:
        unreadable(error)
    proof = compared.proof
    scope = NOT_LOOKED_AT
    if not management:
        scope += "; no --management given: nor the management path"
    if as_json:
        typer.echo(json.dumps(compared.as_json(scope), indent=2))
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


PLUGIN = diff
