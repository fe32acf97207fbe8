"""Where the assistant listens: `GAINS_ASSISTANT_URL`, `…_MODEL`, `…_KEY` or `…_KEY_FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import SettingsError


class AssistantSettings(BaseSettings):
    """Settings of the surroundings; whether a network repository wants words at all, its gains.yaml says."""

    model_config = SettingsConfigDict(env_prefix="GAINS_ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    url: str = ""
    model: str = ""
    key: SecretStr | None = None
    key_file: Path | None = None
    mode: Literal["ask", "replay"] = "ask"
    seconds: float = 30.0
    attempts: int = 3

    @property
    def secret(self) -> str:
        """Return the key; raise `SettingsError` for a file that cannot be read."""
        if self.key_file is not None:
            try:
                return self.key_file.read_text().strip()
            except OSError as error:
                raise SettingsError(f"{self.key_file} cannot be read", hint="is the secret mounted?") from error
        return self.key.get_secret_value() if self.key else "none"
