"""Load the model pack: the bundled rows, and those that an organisation adds in `knowledge/energy/`."""

from __future__ import annotations

import csv
import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.energy.known import Known
from pipeline.errors import SettingsError
from pipeline.guard import Limits, read
from pipeline.invalid import problems
from schemas.canonical import digest, digest_of
from schemas.finding import Finding
from schemas.model_pack import ModelPack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLES = ("sources", "hardware", "classes", "facts", "optics", "sensors", "datasheets", "factors")
FOLDER = "knowledge/energy"
_NUMBERS = ("samples", "vintage")
_SCALARS = ("discrepancy_percent", "floor_w")
_LISTS = ("aliases", "copper")


@cache
def bundled() -> Known:
    """Return the pack that comes with the program."""
    return with_own({})


def with_own(own: Mapping[str, bytes]) -> Known:
    """Return the bundled pack with an organisation's rows added, the files by name; raise `SettingsError`.

    A file is YAML with the lists of the pack (`facts:`, `optics:` …); a row with the id of a bundled one replaces it.
    """
    raw = _raw()
    return Known(_pack({table: _rows(content.decode()) for table, content in raw.items()}, own), _digest(raw, own))


def for_changes(own: Mapping[str, bytes], factor: str | None) -> Known:
    """Return the same pack without whole devices and other places' carbon factors, which no change needs: faster."""
    return _for_changes(tuple(sorted(own.items())), factor)


@lru_cache(maxsize=8)
def _for_changes(rows: tuple[tuple[str, bytes], ...], factor: str | None) -> Known:
    own, raw = dict(rows), _raw()
    whole = {table: [] if table == "datasheets" else _rows(content.decode()) for table, content in raw.items()}
    return Known(_pack(whole, own, factor), _digest(raw, own))


def _digest(raw: Mapping[str, bytes], own: Mapping[str, bytes]) -> str:
    return digest_of({name: digest(content) for name, content in {**raw, **own}.items()})


def _pack(tables: dict[str, list[Any]], own: Mapping[str, bytes], factor: str | None = "") -> ModelPack:
    whole: dict[str, Any] = {**tables.pop("pack")[0], **tables}
    for name, content in sorted(own.items()):
        document = read(name, content, Limits(events=200_000))
        if isinstance(document, Finding):
            raise SettingsError(f"{document.place}: {document.message}", hint=document.hint)
        said = document.data if isinstance(document.data, dict) else {}
        wrong = sorted(set(said) - {*TABLES, *_SCALARS}) if said else ["an empty file"]
        if wrong:
            expected = ", ".join(TABLES)
            raise SettingsError(f"{name}: {', '.join(map(str, wrong))} is no list of a model pack; expected {expected}")
        for table, rows in said.items():
            if table in _SCALARS:
                whole[table] = str(rows)
                continue
            whole[table] = _merged(whole[table], rows if isinstance(rows, list) else [rows])
        _validated(name, whole)
    if factor != "":
        whole["factors"] = [row for row in whole["factors"] if row.get("id") == factor]
    return _validated(FOLDER if own else "the bundled model pack", whole)


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


@cache
def _raw() -> dict[str, bytes]:
    folder = files("pipeline.energy") / "data"
    return {table: (folder / f"{table}.csv").read_bytes() for table in ("pack", *TABLES)}


def _rows(text: str) -> list[dict[str, Any]]:
    return [
        {column: _value(column, value) for column, value in row.items() if value or column == "note"}
        for row in csv.DictReader(text.splitlines())
    ]


def _value(column: str, value: str) -> Any:
    if column in _NUMBERS:
        return int(value)
    return value.split(";") if column in _LISTS else value
