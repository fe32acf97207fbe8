"""Load the model pack: the bundled rows, and those that an organisation adds in `knowledge/energy/`."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.energy.known import Known
from pipeline.errors import SettingsError
from pipeline.guard import Limits, read
from pipeline.invalid import problems
from schemas.finding import Finding
from schemas.model_pack import ModelPack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLES = ("sources", "hardware", "classes", "facts", "optics", "sensors", "datasheets", "factors")
FOLDER = "knowledge/energy"
_NUMBERS = ("samples", "vintage")
_LISTS = ("aliases",)


@cache
def bundled() -> Known:
    """Return the pack that comes with the program."""
    return Known(_validated("the bundled model pack", _tables()))


def with_own(own: Mapping[str, bytes]) -> Known:
    """Return the bundled pack with an organisation's rows added, the files by name; raise `SettingsError`.

    A file is YAML with the lists of the pack (`facts:`, `optics:` …); a row with the id of a bundled one replaces it.
    """
    if not own:
        return bundled()
    whole = _tables()
    for name, content in sorted(own.items()):
        document = read(name, content, Limits(events=200_000))
        if isinstance(document, Finding):
            raise SettingsError(f"{document.place}: {document.message}", hint=document.hint)
        said = document.data if isinstance(document.data, dict) else {}
        wrong = sorted(set(said) - set(TABLES)) if said else ["an empty file"]
        if wrong:
            expected = ", ".join(TABLES)
            raise SettingsError(f"{name}: {', '.join(map(str, wrong))} is no list of a model pack; expected {expected}")
        for table, rows in said.items():
            whole[table] = _merged(whole[table], rows if isinstance(rows, list) else [rows])
        _validated(name, whole)
    return Known(_validated(FOLDER, whole))


def _merged(there: list[Any], added: Sequence[Any]) -> list[Any]:
    def name(row: Any) -> str:
        said = row if isinstance(row, dict) else {}
        return str(next((said[one] for one in ("id", "model", "name") if one in said), ""))

    replaced = {name(row) for row in added}
    return [row for row in there if name(row) not in replaced] + list(added)


def _validated(name: str, whole: dict[str, Any]) -> ModelPack:
    try:
        return ModelPack.model_validate_json(json.dumps(whole))
    except ValidationError as error:
        said = "; ".join(message for _, message in problems(error)[:5])
        raise SettingsError(f"{name}: {said}", hint="gains energy models --help shows what a row holds") from None


def _tables() -> dict[str, Any]:
    folder = files("pipeline.energy") / "data"
    whole: dict[str, Any] = _rows((folder / "pack.csv").read_text("utf-8"))[0]
    return whole | {table: _rows((folder / f"{table}.csv").read_text("utf-8")) for table in TABLES}


def _rows(text: str) -> list[dict[str, Any]]:
    return [
        {column: _value(column, value) for column, value in row.items() if value or column == "note"}
        for row in csv.DictReader(text.splitlines())
    ]


def _value(column: str, value: str) -> Any:
    if column in _NUMBERS:
        return int(value)
    return value.split(";") if column in _LISTS else value
