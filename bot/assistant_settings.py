"""Where the assistant listens, and how much it may cost: `GAINS_ASSISTANT_URL`, `…_MODEL`, `…_KEY` or `…_KEY_FILE`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.assistant_mode import Mode
from pipeline.errors import SettingsError


class AssistantSettings(BaseSettings):
    """Settings of the surroundings; whether a network repository wants words at all, its gains.yaml says."""

    model_config = SettingsConfigDict(
        env_prefix="GAINS_ASSISTANT_", env_file=".env", extra="ignore", frozen=True, use_attribute_docstrings=True
    )

    url: str = ""
    model: str = ""
    key: SecretStr | None = None
    key_file: Path | None = None
    mode: Mode = Mode.ON
    seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    """For one request."""
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    job_tokens: Annotated[int, Field(ge=0)] = 40_000
    """For everything about one pull request, read and written."""
    job_seconds: Annotated[float, Field(gt=0)] = 120.0
    """For everything about one pull request."""
    cache: Path | None = None
    """Folder of answers; None: below the user's own cache folder."""

    @property
    def secret(self) -> str:
        """Return the key; raise `SettingsError` for a file that cannot be read."""
        if self.key_file is not None:
            try:
                return self.key_file.read_text().strip()
            except OSError as error:
                raise SettingsError(f"{self.key_file} cannot be read", hint="is the secret mounted?") from error
        return self.key.get_secret_value() if self.key else "none"

    @property
    def kept(self) -> Path | None:
        """Return the folder of answers; None where nobody says one and the user has no home: nothing is kept then."""
        if self.cache is not None:
            return self.cache
        home = os.environ.get("XDG_CACHE_HOME", "")  # noqa: TID251 - where the user keeps such things
        try:
            return (Path(home) if home else Path.home() / ".cache") / "gains" / "assistant"
        except RuntimeError:
            return None


def read() -> AssistantSettings:
    """Return the settings; raise `SettingsError` that names what is wrong, and never a value."""
    from pydantic import ValidationError

    try:
        return AssistantSettings()
    except ValidationError as error:
        wrong = "; ".join(f"GAINS_ASSISTANT_{'_'.join(map(str, one['loc']))}".upper() for one in error.errors())
        raise SettingsError(f"{wrong}: not a value that is understood", hint="see docs/how-to/assist.md") from None
