"""The local forge: a bare git repository is all it needs; what people say is kept in its refs `refs/gains/`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.git import workspace
from bot.adapters.git_command import GitCommand
from bot.forges.base import Connected
from bot.forges.local_forge import LocalForge
from pipeline.errors import ForgeError
from schemas.forge import Account

if TYPE_CHECKING:
    from bot.forges.base import Site


def connect(site: Site) -> Connected:
    """Open a bare repository; everybody is taken at his word for who he is."""
    path = Path(site.repository).resolve()
    if not isinstance(site.login, Account):
        raise ForgeError("the local forge knows no keys and tokens", hint="name the account that acts")
    if not (path / "HEAD").is_file():
        raise ForgeError(f"{path} is no bare repository", hint="make one with `git init --bare`")
    forge = LocalForge(GitCommand(path), site.login, site.clock)
    main = site.main or "main"
    files = workspace(path, protected=frozenset({main, "main", "master"}), signing_key=site.signing_key)
    return Connected(forge, files, main, str(path))


PLUGIN = connect
