"""Lines and texts that are longer than the platform takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written
    from schemas.finding import Finding


def look(written: Written) -> Iterator[Finding]:
    """Yield a finding for each written line that is too long, and for each command."""
    limits = written.limits
    for text, place in written.lines():
        if limits.line and len(text) > limits.line:
            message = f"{written.device}: `{text[:40]}…` has {len(text)} characters, at most {limits.line} are taken"
            yield written.find("line-too-long", message, place, "shorten it")
            continue
        for pattern, most in limits.parts:
            match = re.fullmatch(pattern, text)
            if match and len(match[1]) > most:
                message = (
                    f"{written.device}: `{match[1][:30]}…` has {len(match[1])} characters, at most {most} are taken"
                )
                yield written.find("line-too-long", message, place, "shorten it")
    if not limits.line:
        return
    for command in (*written.candidate.remediation, *written.candidate.rollback):
        for line in command.split("\n"):
            if len(line.strip()) > limits.line and line.strip() in written.running:
                continue  # the device itself wrote it so
            if len(line.strip()) > limits.line and not any(line.strip() == text for text, _ in written.lines()):
                message = f"{written.device}: command `{line.strip()[:40]}…` has {len(line.strip())} characters"
                hint = f"at most {limits.line} are taken"
                yield written.find("line-too-long", message, None, hint)


PLUGIN = look
