"""Lines that nobody knows are carried through untouched: one that is lost without a command is a fault of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.syntax.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written
    from schemas.finding import Finding


def look(written: Written) -> Iterator[Finding]:
    """Yield a finding for each unknown line that went although no command takes it or its block away."""
    gone = set(written.candidate.removed)
    if not gone:
        return
    commands = {line.strip() for command in written.candidate.remediation for line in command.split("\n")}
    for path, number in unknown(written.candidate.platform, written.running):
        if path[-1] not in gone:
            continue
        if not _takes(commands, path):
            message = f"{written.device}: line {number} of the running configuration, `{path[-1]}`, would be lost"
            yield written.find("line-dropped", message, None, "nobody knows what it means: a fault of the tool")


def _takes(commands: set[str], path: tuple[str, ...]) -> bool:
    """Tell whether a command takes away the line, or a block around it, by its words or by its first words."""
    whole = (*path, " ".join(path))
    for command in commands:
        verb, _, words = command.partition(" ")
        if verb in ("no", "default", "delete") and any(line == words or line.startswith(f"{words} ") for line in whole):
            return True
    return False


PLUGIN = look
