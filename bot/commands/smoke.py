"""`gains smoke`: try a running service from the outside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from bot.smoke.base import Asked, Point

DEFAULT = "cctv-vlan-building-7"


def smoke(
    url: Annotated[str, typer.Argument(help="Where the service is, such as https://gains.example.net")] = "",
    *,
    key_file: Annotated[Path | None, typer.Option(help="File with an API key (read, submit, approve).")] = None,
    metrics_token_file: Annotated[Path | None, typer.Option(help="File with the token of /metrics.")] = None,
    repository: Annotated[str, typer.Option(help="Which served repository: <forge>:<id>.")] = "local:campus",
    intent: Annotated[Path | None, typer.Option(help="Intent file; default: one of the example campus.")] = None,
    patience: Annotated[float, typer.Option(min=1, help="Seconds to wait for the package.")] = 120.0,
    make_network: Annotated[
        Path | None, typer.Option(help="Only make a bare repository with the example campus there, to be served.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run the main job through a running service; say what works. Exit 0: all, 1: not all, 2: wrong input, 3: no key.

    It submits an intent, follows it to its package, counts all digests again, looks at audit trail, metrics and page,
    and rejects the job: nothing is merged. A pull request and its branch stay. Serve a repository for it:
    `gains smoke --make-network /srv/git/campus.git`, which prints the setting.

    Example: gains smoke https://gains.example.net --key-file smoke.key
    """
    if make_network is not None:
        _made(make_network)
        return
    if not url.startswith(("http://", "https://")):
        typer.echo(f"{url or 'no address'} is no address of a service; expected http(s)://HOST[:PORT]", err=True)
        raise typer.Exit(2)
    try:
        asked = _asked(key_file, metrics_token_file, repository, intent, patience)
    except GainsError as error:
        raise stopped(error) from error
    raise typer.Exit(_tried(url.rstrip("/"), asked, as_json=as_json))


def _asked(key: Path | None, token: Path | None, repository: str, intent: Path | None, patience: float) -> Asked:
    from uuid import uuid4

    from bot.campus import intent as example
    from bot.smoke.base import Asked
    from pipeline.errors import InvalidIntentError, SettingsError

    if key is None:
        raise SettingsError(
            "a key is needed: --key-file",
            hint="`gains keys create smoke --scope read --scope submit --scope approve | tail -1 > smoke.key`",
        )
    try:
        content = intent.read_text(encoding="utf-8") if intent else example(DEFAULT).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidIntentError(f"{intent} cannot be read: {error}", hint="name an intent file") from error
    return Asked(
        repository=repository,
        intent=intent.stem if intent else DEFAULT,
        content=content,
        key=_secret(key),
        metrics_token=_secret(token) if token else "",
        named=f"smoke-{uuid4().hex}",
        patience=patience,
    )


def _secret(file: Path) -> str:
    from pipeline.errors import SettingsError

    try:
        text = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}", hint="a file with the secret alone in it") from error
    if not text or len(text.split()) != 1:
        raise SettingsError(f"{file} does not hold one secret", hint="a file with the secret alone in it")
    return text


def _tried(url: str, asked: Asked, *, as_json: bool) -> int:
    import json
    import time
    from dataclasses import asdict

    import httpx

    from bot.adapters.clock import SystemClock
    from bot.smoke.base import Visit
    from bot.smoke.run import smoke as points

    found: list[Point] = []
    with httpx.Client(base_url=url, timeout=30, follow_redirects=False) as client:
        for point in points(Visit(client, SystemClock(), time.sleep, asked)):
            found.append(point)
            if not as_json:
                typer.echo(f"{point.outcome:<13} {point.name:<22} {point.text}  ({point.milliseconds} ms)")
                if point.hint:
                    typer.echo(f"{'':<37}do: {point.hint}")
    fine = all(point.outcome == "works" for point in found)
    working = sum(point.outcome == "works" for point in found)
    if as_json:
        said = {"url": url, "works": fine, "points": [asdict(point) for point in found]}
        typer.echo(json.dumps(said, indent=2))
    else:
        typer.echo(f"{working} of {len(found)} points work" + ("" if fine else ": NOT all of it"))
    return 0 if fine else 1


def _made(place: Path) -> None:
    import json
    import secrets

    from bot.adapters.clock import SystemClock
    from bot.campus import network
    from bot.forges.local_create import create

    where = place.resolve()
    try:
        create(where, network(), when=SystemClock().now())
    except GainsError as error:
        raise stopped(error) from error
    secret = where.with_suffix(".webhook-secret")  # production wants one, although nobody sends webhooks here
    secret.touch(mode=0o600, exist_ok=True)
    secret.write_text(secrets.token_hex(32))
    files = [str(secret)]
    setting = [{"forge": "local", "id": "campus", "location": str(where), "webhook_secret_files": files}]
    typer.echo(f"GAINS_REPOSITORIES={json.dumps(setting)}")


PLUGIN = smoke
