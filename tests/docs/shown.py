"""Blocks of a page: what is typed, and what a page says is printed; `…` is whatever."""

from __future__ import annotations

import re

FRAME = re.compile(r"[│┃╭╰╮╯─]+")


def blocks(page: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of commands (`sh`) and of what is printed (`text`), in their order."""
    return re.findall(r"^```(sh|text)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def lines(text: str) -> list[str]:
    """Return what a block says it prints, line by line; parts that were left out are none."""
    return [line for line in text.splitlines() if line.strip("… ")]


def missing(shown: str, printed: str) -> list[str]:
    """Return the lines that stand on the page and were not printed, in their order; `…` is whatever."""
    at, lost = 0, []
    flat = FRAME.sub(" ", printed)
    for line in lines(FRAME.sub(" ", shown)):
        pattern = r"\s+".join(".*?".join(map(re.escape, word.split("…"))) for word in line.split())
        found = re.compile(pattern).search(flat, at)
        if found is None:
            lost.append(line)
        else:
            at = found.end()
    return lost
