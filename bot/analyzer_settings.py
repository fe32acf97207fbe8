"""Where analyzers listen: `GAINS_BATFISH_HOST`, one `HOST[:PORT]` or several with commas between them."""

from __future__ import annotations

from pydantic_settings import BaseSettings, SettingsConfigDict


class AnalyzerSettings(BaseSettings):
    """Settings of the surroundings, not of a network repository."""

    model_config = SettingsConfigDict(
        env_prefix="GAINS_", env_file=".env", extra="ignore", frozen=True, use_attribute_docstrings=True
    )

    batfish_host: str = ""
    batfish_seconds: float = 900.0

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the services, none where nothing is said."""
        return tuple(one.strip() for one in self.batfish_host.split(",") if one.strip())
