"""Lines that nobody knows: counted and said, so that nobody takes them for understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.reader import reader
from pipeline.syntax.unknown import unknown
from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written

_SHOWN = 3


def look(written: Written) -> Iterator[Finding]:
    """Yield one finding a device with the number of such lines of the candidate; and one for each that is written."""
    platform = written.candidate.platform
    read = reader(platform)
    found = unknown(platform, written.text)
    if read is None or not found:
        return
    total = sum(1 for _ in read.paths(written.text))
    heads = dict.fromkeys(" ".join(path[0].split()[:2]) for path, _ in found)
    shown = ", ".join(f"`{head}`" for head in list(heads)[:_SHOWN]) + (", …" if len(heads) > _SHOWN else "")
    yield Finding(
        rule="lines-unknown",
        severity=Severity.INFO,
        message=f"{written.device}: {len(found)} of {total} lines are known by no rule and stand untouched: {shown}",
        device=written.device,
    )
    places = {line.line: written.candidate.origins[line.origin].place for line in written.candidate.lines}
    for path, number in found:
        if number in places:
            yield Finding(
                rule="lines-unknown",
                severity=Severity.WARNING,
                message=f"{written.device}: `{path[-1]}` is written, and the model of the device knows no rule of it",
                place=places[number],
                hint="what the device does with it beside this line was not looked at",
                device=written.device,
            )


PLUGIN = look
