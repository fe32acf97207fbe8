"""`gains compare`: two snapshots of a network, and whether anything behaves otherwise that was not declared."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.analyzer_settings import AnalyzerSettings
from bot.compare import EXITS, compare
from bot.declared import declared_in
from bot.snapshot_folder import read
from bot.stopped import stopped
from pipeline.errors import GainsError
from pipeline.semantic.network import Networks
from schemas.declared import Declared

if TYPE_CHECKING:
    from bot.adapters.batfish import Batfish
    from bot.compare import Compared
    from bot.ports import Analyzer
    from pipeline.semantic.query import Query, Reply
    from pipeline.semantic.verdict import Semantics


def compare_snapshots(
    base: Annotated[Path, typer.Argument(help="Snapshot folder before the change: configs/, hosts/, batfish/.")],
    candidate: Annotated[Path, typer.Argument(help="Snapshot folder after it.")],
    *,
    intent: Annotated[
        Path | None, typer.Option(help="Intent that declares the change; without it, nothing may change but words.")
    ] = None,
    batfish: Annotated[str, typer.Option(help="HOST[:PORT] of a Batfish service; default: GAINS_BATFISH_HOST.")] = "",
    answers: Annotated[
        Path | None, typer.Option(help="Folder of kept answers: asked again only where it holds none.")
    ] = None,
    failures: Annotated[
        int, typer.Option(min=0, max=20, help="How many devices near the change to take down, one at a time.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Judge the difference of two networks. Exit 0 PASS, 1 FAIL, 4 INCONCLUSIVE, 2 unusable input.

    Example: gains compare snapshots/before snapshots/after --batfish 127.0.0.1:9996
    """
    try:
        networks = Networks(read(base), read(candidate))
        declared = declared_in(intent, networks.base) if intent else Declared()
        service = _service(batfish)
        analyzer = _kept(answers, service)
        heard, early = (_silent, None) if as_json else (_heard, _early)
        found = compare(networks, declared, analyzer, heard, early, failures)
        if service is not None:
            service.sweep(time.time())  # what was sent on other days must not lie there where no server tidies up
    except GainsError as error:
        raise stopped(error) from error
    if as_json:
        typer.echo(json.dumps(found.comparison.model_dump(mode="json"), indent=2))
    else:
        _show(found)
    raise typer.Exit(EXITS[found.semantics.outcome])


def _service(named: str) -> Batfish | None:
    settings = AnalyzerSettings()
    hosts = (named,) if named else settings.hosts
    if not hosts:
        return None
    from bot.adapters.batfish import Batfish, Limits

    return Batfish(hosts, Limits(change=settings.batfish_seconds))


def _kept(answers: Path | None, service: Batfish | None) -> Analyzer | None:
    if answers is None:
        return service
    from bot.adapters.kept_answers import KeptAnswers

    return KeptAnswers(answers, service)


def _silent(query: Query, reply: Reply) -> None:
    del query, reply


def _heard(query: Query, reply: Reply) -> None:
    typer.echo(f"{query.name} ({query.of}): {reply.failure or f'{len(reply.rows)} rows'}", err=True)


def _early(seen: Semantics) -> None:
    for finding in seen.findings:
        place = f"{finding.place}: " if finding.place else ""
        typer.echo(f"first findings: {finding.severity}: {place}{finding.advice} [{finding.rule}]", err=True)
    typer.echo(f"first findings: {len(seen.findings) or 'none'}; routes and packets follow", err=True)


def _show(found: Compared) -> None:
    seen = found.semantics
    for one in seen.validators:
        typer.echo(f"{one.outcome:<13}{one.name}: {one.reason}")
        for finding in one.findings:
            place = f"{finding.place}: " if finding.place else ""
            typer.echo(f"    {finding.severity}: {place}{finding.advice} [{finding.rule}]")
    counted = seen.coverage
    typer.echo(
        f"changed lines: {counted.changed}, parsed {counted.parsed}, in the model {counted.modelled}, "
        f"exercised {counted.exercised}"
    )
    for text in seen.unverified:
        typer.echo(f"    not verified: {text}")
    typer.echo(f"{seen.outcome} ({', '.join(f'{name} {version}' for name, version in found.versions)})")


PLUGIN = compare_snapshots
