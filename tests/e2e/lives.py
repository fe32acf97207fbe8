"""A repository on each forge that a running server serves, with the forge's own webhooks on their way to it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx

from tests.contracts.rigs import RIGS, Rig, github_hub, gitlab_server, on_github, on_gitlab
from tests.e2e.serve_process import GAINS, serving
from tests.github.hub import OWNER
from tests.gitlab.hooks import Hook
from tests.gitlab.server import BOT
from tests.gitlab.server import token as gitlab_token
from tests.unit.bot.server.network import hook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes, ok").decode()


@dataclass
class Life:
    """One forge, one repository on it, and how the server knows it."""

    rig: Rig
    repository: dict[str, Any]
    listens: Callable[[str], None]
    """Let the forge send its webhooks to that address."""
    sends: bool = True
    """The forge sends webhooks by itself; otherwise whoever acts does it."""
    client: httpx.Client = field(default_factory=httpx.Client)

    def told(self, number: int | None = None) -> None:
        """Send a webhook where the forge sends none."""
        if self.sends:
            return
        body, headers = hook(number or 0, delivery=str(uuid4()), secret=SECRET)
        if number is None:
            body, headers = base_hook()
        assert self.client.post("/webhooks/local", content=body, headers=headers).status_code == 202


def base_hook() -> tuple[bytes, dict[str, str]]:
    """Return a webhook of the local forge that says that the base branch moved."""
    body = json.dumps({"repository": "campus", "event": "push"}).encode()
    signed = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Gains-Signature-256": f"sha256={signed}"}
    return body, headers | {"X-Gains-Delivery": str(uuid4())}


def _local(folder: Path) -> Life:
    rig = RIGS["local"](folder)
    said = {"forge": "local", "id": "campus", "location": str(folder / "net.git"), "account": "bot"}
    return Life(rig, said, lambda _: None, sends=False)


def _github(folder: Path) -> Life:
    hub, name = github_hub(), f"net-{uuid4().hex[:12]}"
    rig = on_github(hub, folder, "bot", name)
    key = folder / "app.pem"
    key.write_text(hub.key)
    key.chmod(0o600)
    number = hub.ask("GET", f"/repos/{OWNER}/{name}")["id"]
    said = {
        "forge": "github",
        "id": str(number),
        "location": f"{OWNER}/{name}",
        "api_url": hub.api,
        "git_url": hub.git.url,
        "app_id": "77",
        "app_key_file": str(key),
    }

    def listens(url: str) -> None:
        config = {"url": f"{url}/webhooks/github", "secret": SECRET, "content_type": "json"}
        hub.ask("POST", f"/repos/{OWNER}/{name}/hooks", {"config": config, "events": ["*"], "active": True})

    return Life(rig, said, listens)


def _gitlab(folder: Path) -> Life:
    lab, name = gitlab_server(), f"net-{uuid4().hex[:12]}"
    rig = on_gitlab(lab, folder, name)
    project = next(one for one in lab.state.projects.values() if one.path.endswith(name))
    said = {
        "forge": "gitlab",
        "id": str(project.id),
        "location": project.path,
        "api_url": lab.url,
        "git_url": lab.git.url,
        "token": gitlab_token(BOT),
    }
    return Life(rig, said, lambda url: project.hooks.append(Hook(f"{url}/webhooks/gitlab", SECRET)))


LIVES: dict[str, Callable[[Path], Life]] = {"local": _local, "github": _github, "gitlab": _gitlab}


@contextmanager
def served(life: Life, folder: Path, **more: str) -> Iterator[None]:
    """Run `gains serve` for it as a process of its own, with the forge's webhooks on their way to it."""
    repository = {**life.repository, "webhook_secrets": [SECRET], "patience_seconds": 0}
    with serving(folder, repository, GAINS_RETRY_SECONDS="0.2", **more) as life.client:
        life.listens(str(life.client.base_url).rstrip("/"))
        yield


def gains(folder: Path, *words: str) -> str:
    """Run a command on the same data."""
    settings = {"PATH": os.environ["PATH"], "GAINS_DATA_DIR": str(folder / "data")}  # noqa: TID251
    told = subprocess.run([*GAINS, *words], env=settings, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout
