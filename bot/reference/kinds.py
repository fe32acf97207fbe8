"""Reference pages: one for each kind, and which platform can do what; generated, and compared by the tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import bot
from bot.examples import kept
from bot.knowledge import bundled
from bot.reference.schemas import shown
from bot.rule_reach import looking
from pipeline.engine import platforms
from pipeline.lacks import lacks
from pipeline.registry import features, kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.intents.base import Kind

CASES = Path(bot.__file__).parents[1] / "tests" / "cases" / "intents"
"""Cases of the kinds, in a checkout: their intents are the examples."""


_POOL = {"$ref": "#/$defs/PoolUse"}


def pages() -> dict[str, str]:
    """Return every page by its path below docs/reference; examples are the good cases of the kinds."""
    found = {f"kinds/{name}.md": _kind(name, kind, CASES) for name, kind in kinds().items()}
    found["kinds/index.md"] = _index()
    found["features.md"] = _features()
    return dict(sorted(found.items()))


def _index() -> str:
    rows = [f"| [`{name}`]({name}.md) | {kind.title} |" for name, kind in kinds().items()]
    return "\n".join(["# Kinds", "", "What an engineer can ask for.", "", "| kind | |", "|---|---|", *rows, ""])


def _features() -> str:
    names = platforms()
    has = {(item.header.platform, item.header.feature): item for item in bundled(names)}
    out = ["# Features by platform", ""]
    out += ["`yes`: there is a blueprint, which may refuse what the platform cannot say. `no`: the finding"]
    out += ["`feature-unsupported`, with the reason that stands below.", ""]
    out += [f"| feature | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for feature in features():
        marks = ["yes" if (platform, feature) in has else "no" for platform in names]
        out.append(f"| `{feature}` | {' | '.join(marks)} |")
    out += [
        "",
        "## What platforms lack",
        "",
        "What does not exist there, and what is not prepared yet, as it says.",
        "",
    ]
    for platform in names:
        reasons: dict[str, list[str]] = {}
        for feature in sorted(lacks(platform)):
            reasons.setdefault(lacks(platform)[feature], []).append(f"`{feature}`")
        out += [f"- {platform}, {', '.join(found)}: {reason}" for reason, found in reasons.items()]
    out += ["", "## What blueprints refuse", ""]
    for (platform, feature), item in sorted(has.items()):
        out += [f"- `{feature}` on {platform}: {reason}" for reason in _refusals(item.template)]
    return "\n".join(out) + "\n"


def _refusals(template: str) -> list[str]:
    pieces = template.split('refuse("')[1:]
    return list(dict.fromkeys(piece.split('"')[0].strip() for piece in pieces))


def _kind(name: str, kind: Kind[Any], cases: Path) -> str:
    schema = kind.schema()
    out = [f"# `{name}`", "", f"{kind.title}.", "", (kind.spec.__doc__ or "").strip(), "", "## Fields", ""]
    out += ["| field | type | needed | |", "|---|---|---|---|", *_rows("spec", schema, schema)]
    example = next(iter(sorted((cases / name).glob("good*/intents/*.yaml"))), None)
    if example is not None:
        out += ["", "## Example", "", "```yaml", example.read_text().rstrip(), "```"]
    whole = kept().get(f"intent.{name}")
    if whole is not None:
        out += ["", "The same file with all that an intent may say, as JSON:", "", *shown(whole)]
    asked = _asked(name, cases)
    if asked:
        out += ["", "## Features", "", "Seen in its cases; see [features by platform](../features.md).", ""]
        out += [f"- `{feature}`{_touches(feature)}" for feature in asked]
        out += _where(asked)
    out += _rules(name, asked)
    wrong = _findings(name, cases)
    if wrong:
        out += ["", "## What it refuses or says", "", "Findings of its cases:", "", *(f"- {text}" for text in wrong)]
    return "\n".join(out) + "\n"


def _where(asked: Sequence[str]) -> list[str]:
    """Return which platforms have a blueprint for every feature of a kind's cases, and what the others lack."""
    names = platforms()
    has = {(item.header.platform, item.header.feature) for item in bundled(names)}
    out = ["", "## Platforms", "", "| platform | |", "|---|---|"]
    for name in names:
        lacking = ", ".join(f"`{feature}`" for feature in asked if (name, feature) not in has)
        out.append(f"| [{name}](../platforms/{name}.md) | {f'without {lacking}' if lacking else 'all of them'} |")
    return out


def _rules(name: str, asked: Sequence[str]) -> list[str]:
    """Return which bundled rules look at a kind, by what they look at."""
    out = ["", "## Policies that look at it", "", "Those that come with the product, by what they look at; an"]
    out += ["organisation's own look, too (`gains policy list`).", ""]
    for words, rules in looking(name, asked):
        links = ", ".join(f"[{rule}](../policies.md#{rule})" for rule in rules)
        out.append(f"- {words}: {links}")
    return out


def _rows(path: str, part: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    needed = set(part.get("required", ()))
    rows = []
    for field, about in part.get("properties", {}).items():
        inner = _resolved(about, schema)
        text = about.get("description", inner.get("description", "")).replace("\n", " ").replace("|", "\\|")
        shown = _type(about, schema).replace("|", "\\|")
        rows.append(f"| `{path}.{field}` | {shown} | {'yes' if field in needed else ''} | {text} |")
        items = _resolved(inner.get("items", {}), schema) if inner.get("type") == "array" else inner
        if items.get("properties"):
            mark = "[]" if inner.get("type") == "array" else ""
            rows += _rows(f"{path}.{field}{mark}", items, schema)
    return rows


def _options(about: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the alternatives of a value; none, and a pool in the value's place, are none."""
    return [one for one in about.get("anyOf", ()) if one.get("type") != "null" and one != _POOL]


def _resolved(about: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    options = _options(about)
    first = next((one for one in options if "$ref" in one), options[0]) if options else {}
    about = {**about, **first} if len(options) == 1 or "$ref" in first else about
    reference = about.get("$ref", "")
    found: dict[str, Any] = schema.get("$defs", {}).get(reference.rpartition("/")[2], {}) if reference else about
    return found


def _type(about: dict[str, Any], schema: dict[str, Any]) -> str:
    options = _options(about)
    if len(options) > 1:
        shown = " or ".join(dict.fromkeys(_type(one, schema) for one in options))
    else:
        shown = _one_type(_resolved(about, schema), schema)
    return f"{shown}, or a [pool](../../pools.md)" if _POOL in about.get("anyOf", ()) else shown


def _one_type(inner: dict[str, Any], schema: dict[str, Any]) -> str:
    if "enum" in inner:
        return " or ".join(f"`{one}`" for one in inner["enum"])
    if "const" in inner:
        return f"`{inner['const']}`"
    if inner.get("type") == "array":
        return f"list of {_type(inner.get('items', {}), schema)}"
    bounds = [f"{inner[key]}" for key in ("minimum", "maximum") if key in inner]
    return f"{inner.get('type', 'mapping')}{f' {bounds[0]} to {bounds[-1]}' if len(bounds) == 2 else ''}"


def _asked(name: str, cases: Path) -> list[str]:
    ids: dict[str, str] = {}
    for platform in platforms():
        ids |= {item.reference: item.header.feature for item in bundled([platform])}
    seen = set()
    for file in (cases / name).glob("*/expected.txt"):
        for line in file.read_text().split("\n"):
            seen.update({ids[line.rpartition(", ")[2]]} if line.rpartition(", ")[2] in ids else set())
    return sorted(seen)


def _touches(feature: str) -> str:
    touched = list(dict.fromkeys(what.replace("_", " ") for what, _ in features()[feature].TOUCHES))
    return f": may alter {', '.join(touched)}" if touched else ""


def _findings(name: str, cases: Path) -> list[str]:
    found: dict[str, str] = {}
    for file in sorted((cases / name).glob("*/expected.txt")):
        for line in file.read_text().split("\n"):
            words = line.split(maxsplit=3)
            if len(words) == 4 and words[0] in ("error", "warning", "info") and words[1] != "intent-invalid":
                found.setdefault(words[1], f"`{words[1]}` ({words[0]}): {words[3]}")
    return [found[rule] for rule in sorted(found)]


PLUGIN = pages
