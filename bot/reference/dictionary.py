"""The dictionary of fields: what each field of each artifact means, from A to Z, and the conventions of all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.dictionary import UNITS, parts
from bot.schema_files import plain_schemas

if TYPE_CHECKING:
    from bot.dictionary import Field

_HEAD = """# Dictionary of fields

Every field of every file, from A to Z: what it means and where it stands. A field with one name in several files has
a row for each meaning. Types in full and whole examples: [schemas](schemas/index.md), [kinds](kinds/index.md). Words
of the product: [glossary](../glossary.md).

## Conventions

- **Closed**: a field that the schema does not name is refused.
- **Quantities** are decimals in quotes, such as `"-1.125"`; no number of an artifact is a binary fraction. The unit is
  the ending of the name.
- **Times** are UTC as in RFC 3339, such as `2026-12-01T22:00:00Z`. A day alone is `2026-12-31`.
- **Digests** are SHA-256, written `sha256:` and 64 hexadecimal digits.
- **Places**: lines and columns are counted from 1.
- **Order**: lists are sorted by what their meaning says, so that equal content has equal bytes. JSON that is
  digested is canonical (RFC 8785).
- **Verdicts** are `PASS`, `FAIL`, `INCONCLUSIVE`; severities are `error`, `warning`, `info`.
- **Names**: devices and interfaces are written as the inventory and the platform write them in full; references to
  knowledge are `id@version`.
- **Nothing is known**: the field is `null` or the list is empty, as its meaning says; it is never zero.

| a name that ends with | is in |
|---|---|
"""


def pages() -> dict[str, str]:
    """Return the page."""
    units = "".join(f"| `{end}` | {words} |\n" for end, words in UNITS)
    found: dict[tuple[str, str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for name, schema in plain_schemas().items():
        for part in parts(schema):
            for one in part.fields:
                word = one.name.rpartition(".")[2]
                found[word, one.meaning or _listed(one), _short(one.type), one.unit].add(_where(name, part.name))
    out = [_HEAD, units]
    letter = ""
    for (word, meaning, sort, unit), where in sorted(found.items(), key=lambda item: (item[0][0].casefold(), item[0])):
        if word[0].upper() != letter:
            letter = word[0].upper()
            out.append(f"\n## {letter}\n\n| field | type | unit | meaning | in |\n|---|---|---|---|---|\n")
        out.append(f"| `{word}` | {_cell(sort)} | {unit} | {_cell(meaning)} | {_places(where)} |\n")
    return {"dictionary.md": "".join(out)}


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _short(sort: str) -> str:
    """Return a type without the names of records and long choices: the page of the schema has them."""
    said = re.sub(r"`[A-Z]\w*`", "record", sort)
    return re.sub(r"one of `[^|]{60,}`", "one of several words", said)


def _listed(one: Field) -> str:
    return f"The {one.name}, as a {one.type.partition(' of ')[0]}."


def _where(schema: str, part: str) -> tuple[str, str]:
    if not schema.startswith("intent."):
        return schema, f"schemas/{schema}.md"
    return ("every intent", "") if part in ("Metadata", "Window") else (schema, f"kinds/{schema[7:]}.md")


def _places(where: set[tuple[str, str]]) -> str:
    intents = {one for one in where if one[0].startswith("intent.")}
    named = sorted(where - intents)
    if len(intents) > 12:
        named.append(("every intent" if len(intents) > 30 else f"{len(intents)} kinds", "kinds/index.md"))
    else:
        named += sorted((one[7:], page) for one, page in intents)
    return ", ".join(f"[{one}]({page})" if page else one for one, page in named)


PLUGIN = pages
