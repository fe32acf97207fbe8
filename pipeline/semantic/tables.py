"""Tables: rows of answers as words, and the difference of two tables without the positions of lines in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.semantic.query import Reply

Row = dict[str, Any]
_RANGES = re.compile(r"\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)+|\d{1,4}-\d{1,4}")


def words(value: object) -> str:
    """Return a cell as a person writes it."""
    match value:
        case None:
            return ""
        case str():
            return value
        case {"hostname": host, "interface": interface}:
            return f"{host}[{interface}]"
        case {"id": str(), "name": str(name)}:
            return name
        case {"type": "interface", "interface": interface, **rest}:
            return f"{interface} {rest['ip']}" if rest.get("ip") else str(interface)
        case {"type": "ip", "ip": address}:
            return str(address)
        case {"type": kind, **rest} if "ip" not in rest and "interface" not in rest:
            return " ".join([str(kind), *(words(item) for item in rest.values())]).strip()
        case list():
            return ", ".join(sorted(words(item) for item in value))
        case {"value": item}:
            return words(item)
        case bool() | int():
            return str(value)
        case _:
            return json.dumps(value, sort_keys=True)


def spread(value: str, key: str) -> tuple[str, ...]:
    """Return the words of a cell or a value: the items of a list, and each VLAN of ranges such as `10,20-22`."""
    if "vlan" in key.lower() and _RANGES.fullmatch(value):
        spans = (part.partition("-") for part in value.split(","))
        return tuple(str(one) for first, _, last in spans for one in range(int(first), int(last or first) + 1))
    return tuple(word for word in re.split(r", | and ", value) if word)


def _plain(name: str) -> str:
    return name.replace("_", " ").lower()


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of the difference of two answers."""

    keys: dict[str, str]
    before: dict[str, str]
    """Empty where the row came."""
    after: dict[str, str]
    """Empty where the row is gone."""

    @property
    def sign(self) -> str:
        """gain, lose, or any where both sides have it."""
        return "any" if self.before and self.after else "gain" if self.after else "lose"

    def told(self, ignored: Iterable[str] = ()) -> str:
        """Return what is otherwise, in words; empty where only ignored columns are."""
        skip = set(ignored)
        if self.before and self.after:
            parts = [
                f"{_plain(name)} {self.before.get(name) or 'none'} -> {self.after.get(name) or 'none'}"
                for name in sorted({*self.before, *self.after} - skip)
                if self.before.get(name) != self.after.get(name)
            ]
            return ", ".join(parts)
        return "is new" if self.after else "is gone"


def changed(reply: Reply) -> tuple[Changed, ...]:
    """Return the rows of an answer about a change; the same whether it was asked now or kept with sorted columns."""
    found = []
    for row in reply.rows:
        presence = str(row.get("KeyPresence") or row.get("Entry_Presence") or "In both")
        keys = {
            name: words(value)
            for name, value in sorted(row.items())
            if name not in ("KeyPresence", "Entry_Presence") and not name.startswith(("Snapshot_", "Reference_"))
        }
        after = {name[9:]: words(value) for name, value in row.items() if name.startswith("Snapshot_")}
        before = {name[10:]: words(value) for name, value in row.items() if name.startswith("Reference_")}
        if presence == "Only in Snapshot":
            before = {}
            after = after or {"": "there"}
        elif presence == "Only in Reference":
            after = {}
            before = before or {"": "there"}
        found.append(Changed(keys, before, after))
    return tuple(found)


def merged(rows: tuple[Changed, ...]) -> tuple[Changed, ...]:
    """Make one row of those that went and came under the same key: it is there still, with other values."""
    groups: dict[str, list[Changed]] = {}
    for row in rows:
        groups.setdefault(json.dumps(row.keys, sort_keys=True), []).append(row)
    out: list[Changed] = []
    for group in groups.values():
        gone, come = [one for one in group if not one.after], [one for one in group if not one.before]
        if gone and come:
            group = [one for one in group if one.before and one.after]
            out.append(
                Changed(come[0].keys, _joined([one.before for one in gone]), _joined([one.after for one in come]))
            )
        out += group
    return tuple(out)


def _joined(cells: list[dict[str, str]]) -> dict[str, str]:
    names = sorted({name for one in cells for name in one})
    return {name: " and ".join(sorted({one.get(name, "") for one in cells} - {""})) for name in names}


def compared(
    base: Reply, candidate: Reply, content: Callable[[Row], tuple[str, ...]]
) -> tuple[Sequence[Row], Sequence[Row]]:
    """Return rows that came and rows that went, compared by content alone, as often as they came or went."""
    return _more(candidate, base, content), _more(base, candidate, content)


def _more(here: Reply, there: Reply, content: Callable[[Row], tuple[str, ...]]) -> list[Row]:
    left = Counter(content(row) for row in there.rows)
    out = []
    for row in here.rows:
        key = content(row)
        if left[key]:
            left[key] -= 1
        else:
            out.append(row)
    return out
