"""Empty renders: a candidate with nothing in it, or a change that wrote no line although it asked for some."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written
    from schemas.finding import Finding


def look(written: Written) -> Iterator[Finding]:
    """Yield a finding where the candidate is empty and the running configuration is not."""
    if not written.text.strip() and written.running.strip():
        message = f"the candidate of {written.device} is empty, the running configuration is not"
        place = written.candidate.origins[0].place if written.candidate.origins else None
        yield written.find("candidate-empty", message, place, "the blueprint must be corrected")


PLUGIN = look
