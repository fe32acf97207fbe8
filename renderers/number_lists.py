"""Lists of numbers as devices write them: `10,20-22`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def numbers(written: str) -> tuple[int, ...]:
    """Return the VLAN ids of `10,20-22`, sorted; what is no such list has none."""
    ids: set[int] = set()
    for part in written.split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isdecimal() and (last.isdecimal() if dash else True)):
            return ()
        if int(last or first) > 4094:
            return ()
        ids.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(ids))


def compact(ids: Iterable[int]) -> str:
    """Return numbers as `10,20-22`; two in a row are a range, as IOS and EOS write them; none are empty."""
    runs: list[list[int]] = []
    for number in sorted(ids):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
