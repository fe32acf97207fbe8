"""The commands and their exit codes; no logic."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from pipeline.inventory import pick
from pipeline.load import load, named_devices, unknown_devices
from pipeline.registry import kinds
from schemas.finding import Finding, Place, Severity

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Change requests for networks, from intents.")

NOT_LOOKED_AT = (
    "looked at: YAML, envelope, spec, device names; NOT looked at: interfaces, configurations, policies, energy"
)
_MOST = 10_000_000


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context, *, show: Annotated[bool, typer.Option("--version", help="Say the version.")] = False
) -> None:
    """Change requests for networks, from intents."""
    if show:
        typer.echo(f"gains {version('gains-network-orchestrator')}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Intent files or folders; default: intents/")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print findings as JSON.")] = False,
) -> None:
    """Read intent files and report what is wrong, on its line. Exit 0 clean, 1 findings, 2 nothing to read.

    Example: gains check intents/
    """
    wanted = paths or [Path("intents")]
    if missing := [path.as_posix() for path in wanted if not path.exists()]:
        typer.echo(f"not found: {', '.join(missing)}; name an intent file or a folder of them", err=True)
        raise typer.Exit(2)
    files = sorted({file for path in wanted for file in _files(path)})
    if not files:
        typer.echo("no intent file found; expected *.yaml; name a file or a folder", err=True)
        raise typer.Exit(2)
    found: list[Finding] = []
    unread: list[Path] = []
    for file in files:
        if file.suffix != ".yaml":
            place = Place(file=file.as_posix())
            message = f"intent files end in .yaml, this one in {file.suffix!r}; it was not read"
            found.append(Finding(rule="intent-suffix", severity=Severity.ERROR, message=message, place=place))
            continue
        with file.open("rb") as stream:
            raw = stream.read(_MOST)
        _, findings = load(file.as_posix(), raw)
        found.extend(findings)
        names = named_devices(file.as_posix(), raw)
        listed = file.parent.parent / "inventory" / "devices.yaml"
        if names and listed.is_file():
            devices, wrong = pick(listed.as_posix(), listed.read_bytes(), names.values())
            found.extend(wrong)
            if not wrong:
                found.extend(unknown_devices(names, frozenset(devices)))
        elif names:
            unread.append(file)
    if as_json:
        findings_json = [finding.model_dump(mode="json") for finding in found]
        typer.echo(
            json.dumps(
                {
                    "files": len(files),
                    "findings": findings_json,
                    "device_names_not_looked_at": [file.as_posix() for file in unread],
                    "scope": NOT_LOOKED_AT,
                },
                indent=2,
            )
        )
    else:
        for finding in found:
            hint = f" ({finding.hint})" if finding.hint else ""
            typer.echo(f"{finding.place}: {finding.severity.value}: {finding.message}{hint} [{finding.rule}]")
        typer.echo(f"{len(files)} files, {len(found)} findings; {NOT_LOOKED_AT}")
        for file in unread:
            typer.echo(f"{file}: note: device names NOT looked at: no inventory/devices.yaml beside its folder")
    raise typer.Exit(1 if found else 0)


@app.command()
def schema(kind: Annotated[str, typer.Argument(help="An intent kind; without it, the kinds are listed.")] = "") -> None:
    """Print the JSON Schema of a kind's spec, for editors and CI.

    Example: gains schema access_vlan
    """
    known = kinds()
    if not kind:
        for name, entry in known.items():
            typer.echo(f"{name:<14} {entry.title}")
    elif kind in known:
        typer.echo(json.dumps(known[kind].schema(), indent=2, sort_keys=True))
    else:
        typer.echo(f"kind {kind!r} is not known; expected one of {', '.join(known)}", err=True)
        raise typer.Exit(2)


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.y*ml")) if path.is_dir() else [path] if path.is_file() else []


def main() -> None:
    """Run the program."""
    app()
