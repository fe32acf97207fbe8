"""A line from the terminal, completed with the tabulator key where the system's line editor is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence


def completed(prompt: str, words: Sequence[str]) -> str:
    """Show a prompt and return a line; end of input stops the program."""
    try:
        import readline
    except ImportError:
        pass
    else:
        begins = sorted(words)

        def complete(text: str, state: int) -> str | None:
            found = [word for word in begins if word.startswith(text)]
            return found[state] if state < len(found) else None

        readline.set_completer_delims(" ,")
        readline.set_completer(complete)
        readline.parse_and_bind("tab: complete")
    try:
        return input(prompt)
    except EOFError:
        raise typer.Exit(2) from None
