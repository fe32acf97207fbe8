"""Rows: a validator that does nothing but compare tables, written as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.query import computed
from pipeline.semantic.tables import changed, merged, spread
from pipeline.validators.base import Judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipeline.semantic.query import Query
    from pipeline.semantic.tables import Changed
    from pipeline.validators.base import Change, Replies
    from schemas.declared import Sign, What


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose every different row is a difference."""

    question: str
    what: What
    rule: str
    name: Callable[[Mapping[str, str]], str]
    """Name of the subject, of the cells of a row."""
    others: tuple[str, ...] = ()
    """Columns with other names of it."""
    ignored: tuple[str, ...] = ()
    """Columns that hold words, positions or numbers without meaning."""
    good: tuple[str, tuple[str, ...]] = ("", ())
    """A column and its values that are as they should be: from one of these to another value is a loss."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    local: str = ""
    """A column that, with the name, tells the subject apart everywhere: it may be declared as `local to name`."""
    aspects: str = ""
    """A column whose values say what of the subject differs; empty: the names of the columns that differ."""

    @property
    def query(self) -> Query:
        """What is asked."""
        return computed(self.question, "change", **dict(self.parameters))


def device_of(row: Mapping[str, str]) -> str:
    """Return the device of a row, from its node or its interface."""
    return (row.get("Node") or row.get("Interface", "").partition("[")[0]).lower()


def port_of(row: Mapping[str, str]) -> str:
    """Return the interface of a row without its device."""
    return row.get("Interface", "").partition("[")[2].rstrip("]")


def judged(tables: tuple[Table, ...], replies: Replies) -> Judged:
    """Return every row of the tables that differs."""
    found: list[Difference] = []
    unclear: list[str] = []
    for table in tables:
        reply = replies[table.query]
        if not reply.answered:
            unclear.append(f"{table.question}: {reply.failure}")
            continue
        found += [one for row in merged(changed(reply)) if (one := difference(table, row)) is not None]
    return Judged(
        tuple(found), unclear=tuple(unclear), looked=", ".join(table.question for table in tables) + " compared"
    )


def difference(table: Table, row: Changed) -> Difference | None:
    """Return what a row says, None where only ignored columns differ."""
    told = row.told(table.ignored)
    if not told:
        return None
    cells = {**row.before, **row.after, **row.keys}
    before = {**row.keys, **row.before}
    name = table.name(cells)
    others = [cells.get(column, "") for column in table.others]
    others += [before.get(column, "") for column in table.others]
    if table.local:
        others += [f"{side[table.local]} to {name}" for side in (cells, before) if side.get(table.local)]
    where = ", ".join(f"{key.lower().replace('_', ' ')} {value}" for key, value in row.keys.items() if value)
    return Difference(
        what=table.what,
        device=device_of(cells),
        name=name,
        sign=_sign(table, row),
        words=f"{where}: {told}",
        rule=table.rule,
        others=tuple(sorted({other for other in others if other and other != name})),
        aspects=_aspects(table, row),
    )


def _aspects(table: Table, row: Changed) -> tuple[str, ...]:
    if table.aspects:
        shown = {side.get(table.aspects, "") for side in (row.before, row.after)}
        return tuple(sorted({word for value in shown for word in value.split(" and ") if word}))
    if not (row.before and row.after):
        return ("new" if row.after else "gone",)
    names = {*row.before, *row.after} - set(table.ignored)
    return tuple(
        sorted(one for name in names for one in _valued(name, row.before.get(name, ""), row.after.get(name, "")))
    )


def _valued(name: str, before: str, after: str) -> Iterator[str]:
    """Yield a column with each word that only one side of it has, `-` before those that went."""
    key = name.replace("_", "").lower()
    old, new = (set(spread(value, name)) for value in (before, after))
    yield from (f"{key}={word.lower()}" for word in new - old)
    yield from (f"{key}=-{word.lower()}" for word in old - new)


def _sign(table: Table, row: Changed) -> Sign:
    column, values = table.good
    if column and row.before and row.after:
        before, after = row.before.get(column) in values, row.after.get(column) in values
        if before != after:
            return "gain" if after else "lose"
    sign = row.sign
    return "gain" if sign == "gain" else "lose" if sign == "lose" else "any"


def asking(tables: tuple[Table, ...]) -> Callable[[Change], tuple[Query, ...]]:
    """Return the `ask` of a validator that is tables alone."""
    return lambda change: tuple(table.query for table in tables)  # noqa: ARG005 - the same for every change
