"""Lists whose order decides: entries with numbers, shown or not, and flat lines that form one list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.config.longest import changes
from pipeline.config.tree import inside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.config.tree import Node
    from renderers.dialect import Dialect

_NUMBER = re.compile(r"(?:seq )?(\d+) (?=\S)")


def reorder_numbered(dialect: Dialect, old: Node, new: Node) -> list[str]:
    """Return the commands that edit a numbered list by number; nothing but the differing entries is touched."""
    header = new.text
    had, has = old.texts(), new.texts()
    if had == has:
        return []
    shown = all(_NUMBER.match(text) or text.startswith(("remark", "statistics", "counters")) for text in (*had, *has))
    hidden = dialect.unnumbered_header.match(header) and not any(_NUMBER.match(text) for text in (*had, *has))
    if hidden and any(text.startswith("remark ") for text in (*had, *has)):
        if len(set(had)) < len(had) or len(set(has)) < len(has):
            return [dialect.no(header), *inside(dialect, header, has)]
        return inside(dialect, header, _by_words(had, has))
    if hidden:
        first, body = _by_place(dialect, header, had, has)
    elif shown:
        first, body = [], _by_number(had, has)
    else:
        # Mixed: the device's own numbers are not known, so the list is entered again.
        return [dialect.no(header), *inside(dialect, header, has)]
    return [*first, *inside(dialect, header, body)]


def _by_number(had: list[str], has: list[str]) -> list[str]:
    before, after = _table(had), _table(has)
    gone = [number for number, text in before.items() if number not in after]
    come = [number for number, text in after.items() if number not in before]
    other = [number for number, text in after.items() if number in before and before[number] != text]
    # The same words must not stand in a list twice: where an entry moves to another number, what goes makes room first.
    leaving = {before[number].split(" ", 1)[-1] for number in (*gone, *other)}
    if any(after[number].split(" ", 1)[-1] in leaving for number in (*come, *other)):
        return [_no(before[number]) for number in (*gone, *other)] + [after[number] for number in (*come, *other)]
    out = [after[number] for number in come]
    out += [_no(before[number]) for number in gone]
    for number in other:
        out += [_no(before[number]), after[number]]
    return out


def _table(texts: list[str]) -> dict[str, str]:
    """Return entries by number; a remark may share the number of the entry that it is about."""
    found: dict[str, str] = {}
    for text in texts:
        match = _NUMBER.match(text)
        remark = match is not None and text.startswith("remark", match.end())
        found[f"{match[1]}{' remark' if remark else ''}" if match else text] = text
    return found


def _no(text: str) -> str:
    match = _NUMBER.match(text)
    return f"no {match[0].strip()}" if match and not text.startswith("remark", match.end()) else f"no {text}"


def _by_words(had: list[str], has: list[str]) -> list[str]:
    """Edit a list whose numbers nobody knows, as remarks may or may not have some: by what the entries say.

    What comes goes to the end, so whatever stands behind it is taken out, from the end on, and entered again: meanwhile
    the list lets through less, never more. Where nothing of that is entered again, what is new comes before what goes.
    """
    parts = changes(had, has)
    first = next((part for part in parts if part[3] > part[2]), (len(had), len(had), len(has), len(has)))
    gone = [f"no {had[at]}" for start, end, _, _ in parts if end <= first[0] for at in range(start, end)]
    old, new = had[first[0] :], has[first[2] :]
    taken = [f"no {text}" for text in reversed(old)]
    return [*gone, *taken, *new] if set(old) & set(new) else [*new, *gone, *taken]


def _by_place(dialect: Dialect, header: str, had: list[str], has: list[str]) -> tuple[list[str], list[str]]:
    """Give the shown entries their implicit numbers, after renumbering them so that these are true."""
    parts = changes(had, has)
    most = max((j2 - j1 for _, _, j1, j2 in parts), default=0)
    step = 10 if most < 10 else 10 ** (len(str(most)) + 1)
    # A remark has no number of its own: it stands before the entry that follows it.
    numbers: list[int] = []
    last = 0
    for text in had:
        last += 0 if text.startswith("remark ") else step
        numbers.append(last)
    removed: list[str] = []
    added: list[str] = []
    for i1, i2, j1, j2 in parts:
        removed += [f"no {had[i]}" if had[i].startswith("remark ") else f"no {numbers[i]}" for i in range(i1, i2)]
        floor = numbers[i1 - 1] if i1 else 0
        added += [
            text if text.startswith("remark ") else f"{floor + offset} {text}"
            for offset, text in enumerate(has[j1:j2], start=1 if i1 < len(had) else step)
        ]
    texts = {text for _, _, j1, j2 in parts for text in has[j1:j2]}
    moved = any(had[i] in texts for i1, i2, _, _ in parts for i in range(i1, i2))
    name = header.rsplit(maxsplit=1)[-1]
    first = [dialect.resequence.format(name=name, first=step, step=step)] if had else []
    return first, [*removed, *added] if moved else [*added, *removed]


def flat_lists(dialect: Dialect, old: Iterable[str], new: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return the commands for each flat list that differs: edited in its block where it has one, else entered again."""
    old, new = ([line for line in lines if dialect.flat_line.match(line)] for lines in (old, new))
    out = []
    for pattern, block in dialect.flat:
        before, after = _grouped(pattern, old), _grouped(pattern, new)
        for key in sorted({*before, *after}):
            had, has = before.get(key, []), after.get(key, [])
            if had == has:
                continue
            if not has:
                out.append((key, [f"no {key}"]))
            elif has[: len(had)] == had:
                out.append((key, has[len(had) :]))
            elif block:
                name = key.split()[-1]
                bodies = [[line.removeprefix(key).strip() for line in lines] for lines in (had, has)]
                out.append((key, _flat_body(dialect, f"{block} {name}", *bodies) or [f"no {key}", *has]))
            else:
                out.append((key, [f"no {key}", *has]))
    return out


def _flat_body(dialect: Dialect, header: str, had: list[str], has: list[str]) -> list[str]:
    """Return the commands that edit a flat list in its block; none where only entering it again is safe."""
    if not any(text.startswith("remark ") for text in (*had, *has)):
        first, body = _by_place(dialect, header, had, has)
        return [*first, *inside(dialect, header, body)]
    if len(set(had)) < len(had) or len(set(has)) < len(has):
        return []
    return inside(dialect, header, _by_words(had, has))


def _grouped(pattern: str, lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        if match := re.match(pattern, line):
            found.setdefault(match[0], []).append(line)
    return found
