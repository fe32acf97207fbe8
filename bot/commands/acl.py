"""`gains acl`: packet filters of two configurations, compared exactly, without a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.two_files import read
from pipeline.reader import reader
from schemas.platforms import platform_names

if TYPE_CHECKING:
    from pipeline.packets.files import Compared
    from schemas.facts import DeviceFacts

acl = typer.Typer(no_args_is_help=True, help="Packet filters, compared exactly.")


@acl.callback()
def about() -> None:
    """Packet filters, compared exactly."""


@acl.command("diff")
def diff(
    before: Annotated[Path, typer.Argument(help="Configuration before.")],
    after: Annotated[Path, typer.Argument(help="Configuration after.")],
    *,
    platform: Annotated[str, typer.Option(help="Operating system, such as cisco_ios.")],
    only: Annotated[str, typer.Option("--filter", help="Name of one filter; default: all.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say for every filter whether each packet is decided as before, with a packet as witness where not.

    Exit 0 all equal, 1 a filter differs, is new or gone, 2 unusable input, 4 something was not understood.

    Example: gains acl diff --platform cisco_ios before.cfg after.cfg --filter USERS-IN
    """
    from pipeline.packets.files import compare_filters

    found = [
        one for one in compare_filters(_facts(platform, before), _facts(platform, after)) if only in ("", one.name)
    ]
    if not found:
        typer.echo(f"there is no filter {only or 'in either file'}; name one that is there, or other files", err=True)
        raise typer.Exit(2)
    if as_json:
        typer.echo(json.dumps({"filters": [_json(one) for one in found]}, indent=2))
    else:
        for one in found:
            typer.echo("\n".join(_lines(one)))
    if any(one.difference is None or one.difference.outcome == "different" for one in found):
        raise typer.Exit(1)
    raise typer.Exit(4 if any(one.difference and one.difference.outcome != "equal" for one in found) else 0)


def _facts(platform: str, file: Path) -> DeviceFacts:
    there = [name for name in platform_names() if reader(name) is not None]
    found = reader(platform) if platform in there else None
    if found is None:
        typer.echo(f"platform {platform!r} cannot be read; expected one of {', '.join(there)}", err=True)
        raise typer.Exit(2)
    return found.facts(read(file))


def _lines(one: Compared) -> list[str]:
    head = f"{one.name} ({one.family})"
    if one.difference is None:
        out = [f"{head}: {one.state}"]
    else:
        out = [f"{head}: {one.difference.outcome}"]
        for word, witness in (("permitted", one.difference.permitted), ("refused", one.difference.refused)):
            out += [f"  now {word}: {witness}"] if witness else []
        out += [f"  not understood: {text}" for text in one.difference.unclear]
    return [*out, *(f"  entry {name} never decides a packet" for name in one.shadowed)]


def _json(one: Compared) -> dict[str, object]:
    said: dict[str, object] = {"filter": one.name, "family": one.family, "state": one.state}
    said["shadowed"] = list(one.shadowed)
    if one.difference is not None:
        said["outcome"], said["unclear"] = one.difference.outcome, list(one.difference.unclear)
        for word, witness in (("permitted", one.difference.permitted), ("refused", one.difference.refused)):
            if witness:
                packet = witness.packet.model_dump()
                said[word] = {"packet": packet, "before": witness.before, "after": witness.after}
    return said


PLUGIN = acl
