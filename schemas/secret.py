"""Secrets in intents: references to where a secret is kept, never the secret."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.base import Record

SecretName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_./-]{2,119}$", examples=["vault/network/tacacs"])]
"""Path in a vault, or name of an environment variable."""


class Secret(Record):
    """A secret that whoever carries the change out looks up and fills in."""

    secret: SecretName
    """Where it is kept."""

    @property
    def placeholder(self) -> str:
        """What stands in the commands in its place."""
        return f"<secret:{self.secret}>"
