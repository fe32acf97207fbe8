"""Unbalanced braces and quotes, and texts of several lines without their end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written
    from schemas.finding import Finding

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|#[^\n]*', re.DOTALL)


def look(written: Written) -> Iterator[Finding]:
    """Yield a finding for what is open in the candidate and was not in the running configuration."""
    for text, place in written.lines():
        if text.replace('\\"', "").count('"') % 2:
            message = f"{written.device}: `{text}` has a quote that is not closed"
            yield written.find("unbalanced", message, place, "write the value without quotes")
    for what in _open(written, written.text):
        if what not in _open(written, written.running):
            yield written.find("unbalanced", f"the candidate of {written.device} has {what}", None)


def _open(written: Written, text: str) -> list[str]:
    found = []
    if written.limits.braces:
        bare = _QUOTED.sub("", text)
        for first, last in ("{}", "[]"):
            if (count := bare.count(first) - bare.count(last)) != 0:
                found.append(f"{abs(count)} `{first if count > 0 else last}` without the other")
    lines = text.split("\n")
    for start, end in written.limits.texts:
        open_one = ""
        for line in lines:
            bare = line.rstrip()
            if re.fullmatch(start, bare):
                if open_one:
                    found.append(f"`{open_one}` without `{end}`")
                open_one = bare
            elif bare.strip() == end:
                open_one = ""
        if open_one:
            found.append(f"`{open_one}` without `{end}`")
    return found


PLUGIN = look
