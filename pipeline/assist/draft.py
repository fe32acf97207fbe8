"""Draft: a wish in words becomes a suggestion for an intent, a question, or a refusal; only people commit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from pipeline.assist.form import misshapen
from pipeline.assist.plain import invented, refusal
from pipeline.assist.prompt import minimised, render
from pipeline.assist.seen import seen
from pipeline.assist.tripwire import trip
from pipeline.assist.word import Blocked
from pipeline.load import load
from schemas.finding import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.assist.tokens import Tokens
    from pipeline.intents.base import Kind
    from schemas.assistant import AssistantRequest, Prompt

_MOST = 280


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants, in words."""

    text: str
    """Any language."""
    name: str
    """Name of the intent that it would become."""
    reason: str
    """Why the change is wanted."""
    devices: tuple[str, ...]
    """Names that exist."""
    secrets: frozenset[str] = frozenset()
    """Values in the configurations of the devices that it names: none of them may be sent."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What came of a wish."""

    outcome: Literal["intent", "question", "refusal", "nothing"]
    """nothing: the answer could not be used, `text` says why."""
    text: str
    """The intent as YAML, the question, or the reason."""


def request(prompt: Prompt, wish: Wish, kinds: Mapping[str, Kind[Any]], tokens: Tokens) -> AssistantRequest | Blocked:
    """Return what would be sent: the wish, the kinds with their fields, and the devices that the wish names."""
    taken: set[str] = set(wish.secrets)
    text = seen(wish.text)
    named = tuple(name for name in wish.devices if name.casefold() in text.casefold())
    facts = {
        "wish": text,
        "kinds": {name: {"title": kind.title, "spec": _fields(kind.schema())} for name, kind in kinds.items()},
        "devices": list(named),
    }
    light = minimised({"wish": facts["wish"], "devices": facts["devices"]}, tokens, wish.devices, (), taken)
    found = render(prompt, facts | light, _answer(prompt, sorted(kinds)))
    why = trip(canonical_wish(light), taken)
    return Blocked(why) if why else found


def canonical_wish(light: Mapping[str, Any]) -> str:
    """Return the part of a request that is not ours, as text."""
    return json.dumps(light, sort_keys=True, ensure_ascii=False)


def suggestion(value: Any, asked: AssistantRequest, wish: Wish, tokens: Tokens) -> Suggestion:
    """Judge an answer: an intent is taken only if it is one, and names only devices that exist."""
    if why := misshapen(value, asked):
        return Suggestion("nothing", why)
    try:
        plain: dict[str, Any] = _shown(value, tokens)
    except ValueError as error:
        return Suggestion("nothing", str(error))
    if plain["outcome"] != "intent":
        words = str(plain.get("question" if plain["outcome"] == "question" else "reason", ""))
        why = refusal(words, _MOST)
        if made_up := invented(words, f"{wish.text} {' '.join(wish.devices)} {asked.data}"):
            why = why or f"it names {made_up[0]!r}, which nobody told it"
        return (
            Suggestion("nothing", f"the answer cannot be shown: {why}") if why else Suggestion(plain["outcome"], words)
        )
    return _intent(plain, wish)


def _intent(plain: Mapping[str, Any], wish: Wish) -> Suggestion:
    said = {
        "apiVersion": "gains/v1",
        "kind": plain.get("kind", ""),
        "metadata": {"name": wish.name, "reason": wish.reason},
        "spec": plain.get("spec", {}),
    }
    try:
        text = yaml.safe_dump(said, sort_keys=False, allow_unicode=False)
    except yaml.YAMLError as error:
        return Suggestion("nothing", f"the answer is no YAML: {error}")
    loaded = load(f"intents/{wish.name}.yaml", text.encode())
    if loaded.spec is None or blocks(loaded.findings) or said["kind"] == "free_text":
        first = next((item.message for item in loaded.findings), "it is no intent")
        return Suggestion("nothing", f"the answer is no intent: {first}")
    strangers = sorted(set(loaded.devices.values()) - set(wish.devices))
    if strangers:
        return Suggestion("nothing", f"the answer names devices that do not exist: {', '.join(strangers)}")
    missing = [word for word in _literals(plain.get("spec", {})) if word not in wish.text]
    note = f"# Not in the wish, look at it: {', '.join(missing)}\n" if missing else ""
    return Suggestion(
        "intent", f"# Suggested by a language model; it is nothing until a person commits it.\n{note}{text}"
    )


def _shown(value: Any, tokens: Tokens) -> Any:
    match value:
        case str():
            return tokens.show(value)
        case dict():
            return {tokens.show(str(key)): _shown(item, tokens) for key, item in value.items()}
        case list():
            return [_shown(item, tokens) for item in value]
        case _:
            return value


def _literals(value: Any) -> list[str]:
    """Return numbers and addresses of a spec, as words: a model must not make them up."""
    match value:
        case bool() | None:
            return []
        case int():
            return [str(value)]
        case str():
            return [value] if any(char.isdigit() for char in value) else []
        case dict():
            return sorted({word for item in value.values() for word in _literals(item)})
        case list():
            return sorted({word for item in value for word in _literals(item)})
        case _:
            return []


def _answer(prompt: Prompt, kinds: Sequence[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(json.dumps(prompt.header.answer))
    said["properties"]["kind"] = {"type": "string", "enum": list(kinds)}
    return said


def _fields(schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a spec in one line each: the whole schema would be most of the request."""
    definitions = schema.get("$defs", {})
    required = set(schema.get("required", ()))
    return {
        name: f"{_type(field, definitions, 0)}{'' if name in required else ', optional'}"
        for name, field in schema.get("properties", {}).items()
    }


def _type(field: Mapping[str, Any], definitions: Mapping[str, Any], depth: int) -> str:
    if "$ref" in field:
        return _type(definitions[field["$ref"].rsplit("/", 1)[1]], definitions, depth)
    if "anyOf" in field:
        return " or ".join(_type(one, definitions, depth) for one in field["anyOf"] if one.get("type") != "null")
    if "enum" in field:
        return "|".join(map(str, field["enum"]))
    if "const" in field:
        return str(field["const"])
    if field.get("type") == "array":
        inner = field.get("items", (field.get("prefixItems") or [{}])[0])
        return f"list of {_type(inner, definitions, depth)}"
    if field.get("type") == "object" and depth < 3:
        inner = ", ".join(
            f"{name}: {_type(one, definitions, depth + 1)}" for name, one in field.get("properties", {}).items()
        )
        return f"{{{inner}}}"
    return str(field.get("type", "anything"))
