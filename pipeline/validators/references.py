"""`references`: names that are used and not defined, and names that nothing uses any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.query import parsed
from pipeline.semantic.tables import compared, words
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.semantic.query import Query
    from pipeline.semantic.tables import Row
    from pipeline.validators.base import Change, Replies

_UNDEFINED = (parsed("undefinedReferences", "base"), parsed("undefinedReferences", "candidate"))
_UNUSED = (parsed("unusedStructures", "base"), parsed("unusedStructures", "candidate"))


def _ask(change: Change) -> tuple[Query, ...]:  # noqa: ARG001 - the same for every change
    return (*_UNDEFINED, *_UNUSED)


def _judge(change: Change, replies: Replies) -> Judged:
    silent = sorted({replies[query].failure for query in _ask(change) if not replies[query].answered})
    if silent:
        return Judged(unclear=tuple(silent))
    found = []
    came, _ = compared(replies[_UNDEFINED[0]], replies[_UNDEFINED[1]], _reference)
    for row in came:
        file, kind, name, context = _reference(row)
        lines = ", ".join(str(line) for line in (row.get("Lines") or {}).get("lines") or [])
        told = f"{kind} {name} is used for {context} and not defined ({file}:{lines})"
        found.append(Difference("policy", change.names.get(file, file), name, "lose", told, "undefined-reference"))
    came, _ = compared(replies[_UNUSED[0]], replies[_UNUSED[1]], _structure)
    for row in came:
        file, kind, name = _structure(row)
        told = f"{kind} {name} is defined and nothing uses it ({file})"
        device = change.names.get(file, file)
        found.append(Difference("policy", device, name, "any", told, "unused-structure", warning=True))
    return Judged(tuple(found), looked="undefined and unused names, compared by name and context")


def _reference(row: Row) -> tuple[str, ...]:
    return tuple(words(row.get(name)) for name in ("File_Name", "Struct_Type", "Ref_Name", "Context"))


def _structure(row: Row) -> tuple[str, ...]:
    file = str((row.get("Source_Lines") or {}).get("filename"))
    return (file, words(row.get("Structure_Type")), words(row.get("Structure_Name")))


PLUGIN = Validator(title="references to names", ask=_ask, judge=_judge)
