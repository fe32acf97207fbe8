"""Merge members into a text that a device takes as a whole: entries of a set, sections of a policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.config.place import insert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config.page import Line, Page
    from renderers.dialect import Gathered

Piece = tuple[str, int]
"""A physical line, and the fragment line that it comes from, -1 where it was there."""


def put(page: Page, node: Line, how: Gathered) -> None:
    """Put what stands below a header into the text of that header, or take it out; the text is made where missing.

    Raises ValueError where the text has not the form in which members can be told apart.
    """
    found = next((line for line in page.root.below if line.text.split("\n")[0].rstrip() == node.text), None)
    there = _pieces(found) if found else []
    body = there[1:-1]
    edited = _sections(node, body, how.mark) if how.mark else _members(node, body)
    if not any(raw.strip() for raw, _ in edited):
        if found is not None:
            page.root.below.remove(found)
        return
    if edited == body:
        return
    if found is None:
        found = insert(page, page.root, node.text, node.origin, block=True)
        edited = [(raw, node.origin if origin < 0 else origin) for raw, origin in edited]
    head = there[0][1] if there else node.origin
    pieces = [(node.text, head), *edited, (how.end, head)]
    found.text = "\n".join(raw for raw, _ in pieces)
    found.raw = "\n".join(f"{raw}{page.carriage}" for raw, _ in pieces)
    found.pieces = tuple(origin for _, origin in pieces)


def _pieces(line: Line) -> list[Piece]:
    raws = line.raw.split("\n")
    return [
        (raw.rstrip("\r"), origin) for raw, origin in zip(raws, line.pieces or [line.origin] * len(raws), strict=True)
    ]


def _members(node: Line, body: list[Piece]) -> list[Piece]:
    """Add to a list with commas between, or take out of it; what is there keeps its order and its comments."""
    out = list(body)
    for child in node.below:
        gone = child.text.startswith("no ")
        text = child.text.removeprefix("no ")
        at = next((index for index, (raw, _) in enumerate(out) if _bare(raw) == text), None)
        if gone and at is not None:
            del out[at]
        elif not gone and at is None and text:
            out.append((f"  {text}", child.origin))
    last = max((index for index, (raw, _) in enumerate(out) if _bare(raw)), default=-1)
    changed = next((origin for _, origin in reversed(out) if origin >= 0), node.origin)
    for index, (raw, origin) in enumerate(out):
        if _bare(raw):
            written = raw.rstrip().removesuffix(",") + ("," if index < last else "")
            if written != raw.rstrip():
                out[index] = (written, origin if origin >= 0 else changed)
    return out


def _bare(raw: str) -> str:
    text = raw.strip()
    return "" if text.startswith("#") else text.removesuffix(",").strip()


def _sections(node: Line, body: list[Piece], mark: str) -> list[Piece]:
    """Put sections in, in the order of their numbers, in place of those of the same number."""
    sections: dict[int, list[Piece]] = {}
    number = None
    for raw, origin in body:
        match = re.match(mark, raw.strip())
        number = int(match[1]) if match else number
        if number is None and raw.strip():
            form = mark.replace(r"(\d+)\b", " NUMBER").replace("  ", " ")
            raise ValueError(f"{node.text} was not written in terms (`{form}`), so none can be put into it")
        if number is not None:
            sections.setdefault(number, []).append((raw, origin))
    for child in node.below:
        match = re.match(mark, child.text.removeprefix("no "))
        if match is None:
            raise ValueError(f"`{child.text}` is no term of {node.text}")
        if child.text.startswith("no "):
            sections.pop(int(match[1]), None)
            continue
        written = list(_written(child, "  "))
        if [raw for raw, _ in written] != [raw.rstrip() for raw, _ in sections.get(int(match[1]), [])]:
            sections[int(match[1])] = written
    return [piece for at in sorted(sections) for piece in sections[at]]


def _written(line: Line, margin: str) -> Iterator[Piece]:
    yield f"{margin}{line.text}", line.origin
    for child in line.below:
        yield from _written(child, f"{margin}{'' if line.text.startswith('#') else '  '}")
