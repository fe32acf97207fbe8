"""`parse_coverage`: whether the analyzer understood the files and the changed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.lines import says_nothing
from pipeline.semantic.query import parsed
from pipeline.semantic.tables import compared, words
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.semantic.edits import Edit
    from pipeline.semantic.query import Query, Reply
    from pipeline.semantic.tables import Row
    from pipeline.validators.base import Change, Replies

_STATUS = {side: parsed("fileParseStatus", side) for side in ("base", "candidate")}
_ISSUES = {side: parsed("initIssues", side) for side in ("base", "candidate")}
_CONVERSION = {side: parsed("viConversionStatus", side) for side in ("base", "candidate")}
_UNUSABLE = frozenset({"EMPTY", "FAILED", "IGNORED", "ORPHANED", "UNEXPECTED_PACKAGING", "UNKNOWN", "UNSUPPORTED"})
_REFUSED = "WILL_NOT_COMMIT"


def _ask(change: Change) -> tuple[Query, ...]:  # noqa: ARG001 - the same for every change
    return (*_STATUS.values(), *_ISSUES.values(), *_CONVERSION.values())


def _judge(change: Change, replies: Replies) -> Judged:
    silent = sorted({replies[query].failure for query in _ask(change) if not replies[query].answered})
    if silent:
        return Judged(unclear=tuple(silent))
    before = {words(row["File_Name"]): row for row in replies[_STATUS["base"]].rows}
    after = {words(row["File_Name"]): row for row in replies[_STATUS["candidate"]].rows}
    unclear = list(_unusable(change, before, after))
    differences = [*_devices(before, after), *_refused(before, after)]
    lines = _lines(change, replies[_ISSUES["base"]], replies[_ISSUES["candidate"]])
    came, _ = compared(replies[_ISSUES["base"]], replies[_ISSUES["candidate"]], _said)
    for row in came:
        differences += _issue(change, row)
    came, _ = compared(
        replies[_CONVERSION["base"]], replies[_CONVERSION["candidate"]], lambda row: (words(row["Node"]), row["Status"])
    )
    failed = [words(row["Node"]) for row in came if row["Status"] == "FAILED"]
    unclear += [f"{name}: its configuration was read, but could not be turned into a model" for name in failed]
    return Judged(
        differences=tuple(differences),
        unclear=tuple(unclear),
        unparsed=tuple(lines),
        looked=f"{len(after)} files read; issues compared by content, not by position",
        unseen=("whether a device takes the lines: a parser did",),
    )


def _said(row: Row) -> tuple[str, ...]:
    files = sorted(str(place.get("filename")) for place in row.get("Source_Lines") or [])
    names = ("Type", "Details", "Line_Text", "Parser_Context")
    return (*(" ".join(words(row.get(name)).split()) for name in names), words(row.get("Nodes")), *files)


def _unusable(change: Change, before: dict[str, Row], after: dict[str, Row]) -> Iterator[str]:
    for file, row in sorted(after.items()):
        status = str(row["Status"])
        if status in _UNUSABLE and (file in change.edits.files or str(before.get(file, {}).get("Status")) != status):
            yield f"{file}: the analyzer cannot use it ({status.lower().replace('_', ' ')})"
    for file in change.edits.files:
        if file.startswith(("configs/", "hosts/")) and file not in after and file not in before:
            yield f"{file}: the analyzer did not read it"


def _devices(before: dict[str, Row], after: dict[str, Row]) -> Iterator[Difference]:
    old = {words(node) for row in before.values() for node in row["Nodes"] or []}
    new = {words(node) for row in after.values() for node in row["Nodes"] or []}
    for name in sorted(old - new):
        yield Difference("device", name, name, "lose", "the device is gone from the network", "device-lost")
    for name in sorted(new - old):
        yield Difference("device", name, name, "gain", "the device is new in the network", "device-new")
    owners: dict[str, list[str]] = {}
    for file, row in after.items():
        for node in row["Nodes"] or []:
            owners.setdefault(words(node), []).append(file)
    known = {words(node): file for file, row in before.items() for node in row["Nodes"] or []}
    for name, files in sorted(owners.items()):
        if len(files) > 1 or (name in known and known[name] not in files):
            told = f"its name stands in {', '.join(sorted(files))}; before in {known.get(name, 'none')}"
            yield Difference("device", name, name, "any", told, "device-renamed")


def _refused(before: dict[str, Row], after: dict[str, Row]) -> Iterator[Difference]:
    for file, row in sorted(after.items()):
        if row["Status"] == _REFUSED and before.get(file, {}).get("Status") != _REFUSED:
            name = next((words(node) for node in row["Nodes"] or []), file)
            yield Difference("device", name, name, "any", f"{file} would not be committed", "will-not-commit")


def _issue(change: Change, row: Row) -> Iterator[Difference]:
    kind, details = words(row.get("Type")), " ".join(words(row.get("Details")).split())
    text = words(row.get("Line_Text"))
    if text and says_nothing(text):
        return  # what no device reads is no issue, whatever a parser makes of it
    places = [f"{place.get('filename')}:{line}" for place in row.get("Source_Lines") or [] for line in _numbers(place)]
    names = [words(node) for node in row.get("Nodes") or []]
    files = [str(place.get("filename")) for place in row.get("Source_Lines") or []]
    device = next((name for name in [*names, *(change.names.get(file, "") for file in files)] if name), "")
    told = f"{details}{f': {text!r}' if text else ''}{f' ({places[0]})' if places else ''}"
    error = "error" in kind.lower()
    yield Difference("device", device, text or details, "any", told, "parse-issue", warning=not error)


def _numbers(place: Row) -> list[int]:
    return [int(line) for line in place.get("lines") or []]


def _lines(change: Change, base: Reply, candidate: Reply) -> list[Edit]:
    """Return the changed lines that an issue names, on the side where they stand."""
    hit = {
        side: {
            (str(place.get("filename")), line)
            for row in reply.rows
            if "redflag" not in words(row.get("Type")).lower()
            for place in row.get("Source_Lines") or []
            for line in _numbers(place)
        }
        for side, reply in (("removed", base), ("added", candidate))
    }
    return [edit for edit in change.edits.lines if (edit.file, edit.line) in hit[edit.side]]


PLUGIN = Validator(title="what the analyzer understood", ask=_ask, judge=_judge)
