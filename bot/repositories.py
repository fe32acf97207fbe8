"""The network repositories that the bot serves: which forge each lives on, and how to speak with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

SecretFile = Annotated[Path, Field(description="File with one secret; read again when it changes.")]


class RepositorySettings(BaseModel):
    """One network repository; how it is worked on stands in its own `gains.yaml`, on its base branch."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    forge: str = Field(pattern=r"^[a-z][a-z0-9_]*$", examples=["local"])
    """Which forge: the name of a module of `bot.forges`."""
    id: str = Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", examples=["7"])
    """The forge's own number for it, which survives renaming; on the local forge, any name."""
    location: str = Field(min_length=1, examples=["/srv/git/campus.git", "example/campus"])
    """Path of the bare repository, or `owner/name` on the forge."""
    api_url: str = ""
    """Address of the forge's interface, where it is not the public one."""
    git_url: str = ""
    """Address that repositories are cloned from, where it is not the host of the interface."""
    patience_seconds: float = Field(default=0.25, ge=0, le=60)
    """Pause between two requests to the forge; four times as long between two that write, as GitHub asks for."""
    account: str = "gains-bot"
    """The login that the bot acts under."""
    main: str = "main"
    """The branch that is protected."""
    webhook_secrets: tuple[SecretStr, ...] = ()
    """What webhooks are signed with; two while one replaces the other."""
    webhook_secret_files: tuple[SecretFile, ...] = ()
    """The same, from files, which are read again when they change."""
    token: SecretStr | None = None
    """Token of the bot's account."""
    token_file: SecretFile | None = None
    """The same, from a file."""
    app_id: str = ""
    """Number of the GitHub App, instead of a token."""
    app_key_file: SecretFile | None = None
    """Private key of the GitHub App."""
    commit_key_file: SecretFile | None = None
    """Private SSH key (ed25519, for its owner alone) that the bot's commits are signed with."""

    @property
    def key(self) -> str:
        """Its name among all repositories of all forges."""
        return f"{self.forge}:{self.id}"
