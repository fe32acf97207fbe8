"""Stop a command when the tool cannot go on: the message with its hint, and the error's exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pipeline.errors import GainsError


def stopped(error: GainsError) -> typer.Exit:
    """Say what is wrong and return what to raise."""
    typer.echo(f"{error}" + (f" ({error.hint})" if error.hint else ""), err=True)
    return typer.Exit(error.exit_code)
