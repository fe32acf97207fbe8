"""A network repository on a local forge for tests of the server: the example campus, or one device of it."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from bot.adapters.clock import SystemClock
from bot.adapters.git import GitWorkspace, workspace
from bot.adapters.git_command import GitCommand
from bot.forges.local_create import create
from bot.forges.local_forge import LocalForge
from bot.repositories import RepositorySettings
from schemas.forge import Account, NewPull, PullRequest
from schemas.workspace import Author, NewCommit
from tests.unit.bot.campus import CAMPUS

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "a secret for webhooks of tests"
BOT = Account(login="gains-bot", bot=True)
ENGINEER = Account(login="network-engineer")
REVIEWERS = (Account(login="reviewer-campus"), Account(login="reviewer-security"))
INTENT = "transit-peer-north"


def begun(folder: Path) -> Path:
    """Make the campus a bare repository, without its intents, and return where it is."""
    bare = folder / "campus.git"
    files = {
        file.relative_to(CAMPUS).as_posix(): file.read_bytes()
        for file in sorted(CAMPUS.rglob("*"))
        if file.is_file() and file.parent.name != "intents"
    }
    create(bare, files, when=SystemClock().now())
    return bare


def served(bare: Path) -> RepositorySettings:
    """Return the repository as the server's settings name it."""
    return RepositorySettings.model_validate(
        {"forge": "local", "id": "campus", "location": str(bare), "webhook_secrets": (SECRET,)}
    )


def forge(bare: Path, account: Account = BOT) -> LocalForge:
    """Return the forge as an account sees it."""
    return LocalForge(GitCommand(bare), account, SystemClock())


def pushed(bare: Path, branch: str, path: str, content: bytes) -> str:
    """Push a file as the engineer does; return the branch's tip."""
    repository: GitWorkspace = workspace(bare)
    head = repository.head(branch)
    main = repository.head("main")
    assert main
    return repository.commit(
        NewCommit(
            branch=branch,
            parent=head or main,
            expected_head=head,
            files=((path, content),),
            message=f"Ask for {path}\n",
            author=Author(name="network-engineer", email="network-engineer@example.net"),
            when=SystemClock().now(),
        )
    )


def asked(bare: Path, intent: str = INTENT) -> PullRequest:
    """Push an intent of the campus and open its pull request."""
    path = f"intents/{intent}.yaml"
    pushed(bare, f"ask/{intent}", path, (CAMPUS / path).read_bytes())
    new = NewPull(title=f"Intent {intent}", source_branch=f"ask/{intent}", target_branch="main")
    return forge(bare, ENGINEER).open_pull(new)


def hook(pull: int, head: str = "", *, delivery: str = "", secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a webhook."""
    body = json.dumps({"repository": "campus", "pull": pull, "head": head}).encode()
    signed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Gains-Signature-256": f"sha256={signed}"}
    return body, headers | ({"X-Gains-Delivery": delivery} if delivery else {})
