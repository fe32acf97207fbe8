"""Ask for an intent, field by field, in the terminal: with completion, and every answer looked at when it is given."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.guard import read
from pipeline.pools import resolve
from pipeline.wish import NotUnderstood, understand
from pipeline.wrong_fields import wrong
from schemas.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.intents.base import Kind


_POOL = "#/$defs/PoolUse"
_USE = re.compile(r"pool (?P<name>[a-z0-9-]+)(?: +/?(?P<size>\d+))?")


class Wizard:
    """A conversation about one intent."""

    def __init__(
        self,
        ask: Callable[[str, Sequence[str]], str],
        say: Callable[[str], None],
        kinds: Mapping[str, Kind[Any]],
        ports: Mapping[str, Sequence[str]],
    ) -> None:
        self._ask, self._say = ask, say
        self._kinds, self._ports = kinds, ports

    def what(self) -> tuple[str, dict[str, Any]]:
        """Return the kind and the spec: of a sentence, or of a kind and an answer to each of its fields."""
        self._say("What shall change? A sentence such as `add vlan 120 CCTV on acc-b7-01 Gi1/0/10-14`, or a kind:")
        self._say(f"  {', '.join(self._kinds)}")
        while True:
            answer = self._ask("> ", tuple(self._kinds)).strip()
            if answer in self._kinds:
                return answer, self._fields(answer)
            found = understand(answer, self._ports)
            if not isinstance(found, NotUnderstood):
                return found.kind, found.spec
            self._say(found.question)
            for choice in found.choices:
                self._say(f"  {choice}")

    def _fields(self, kind: str) -> dict[str, Any]:
        schema = self._kinds[kind].schema()
        required = set(schema.get("required", ()))
        spec: dict[str, Any] = {}
        for name, field in schema.get("properties", {}).items():
            self._say(f"{name}: {field.get('description', '')}{'' if name in required else ' (empty: left out)'}")
            while True:
                value = self._value(name, field, schema.get("$defs", {}), needed=name in required)
                if value is None:
                    break
                why = self._refused(kind, spec | {name: value}, name)
                if not why:
                    spec[name] = value
                    break
                self._say(f"  {why}")
        return spec

    def _refused(self, kind: str, spec: Mapping[str, Any], name: str) -> str:
        """Return what is wrong with one field; the others may be missing still. Pools are not looked at here."""
        document = read("", json.dumps({"spec": spec}).encode())
        filled = None if isinstance(document, Finding) else resolve(document)
        if filled is None or filled.findings:
            return filled.findings[0].message if filled else "it cannot be read"
        try:
            self._kinds[kind].parse(json.dumps(filled.data["spec"]))
        except ValidationError as error:
            mine = [text for path, text, _ in wrong((), error.errors()) if path[:1] == (name,)]
            return mine[0] if mine else ""
        return ""

    def _value(self, name: str, field: Mapping[str, Any], shapes: Mapping[str, Any], *, needed: bool) -> Any:
        pooled = _POOL in [one.get("$ref") for one in field.get("anyOf", ())]
        field = _plain(field, shapes)
        if field.get("type") == "array":
            return self._list(name, field, shapes, needed=needed)
        if field.get("type") == "object":
            return self._object(name, field, shapes, needed=needed)
        while True:
            choices = tuple(str(one) for one in field.get("enum", ())) or (
                tuple(self._ports) if name == "device" else ()
            )
            if "boolean" in _types(field, shapes):
                choices = ("yes", "no")
            answer = self._ask(f"  {name}: ", choices).strip()
            if pooled and (use := _from_pool(answer)):
                return use
            if answer:
                return _typed(answer, _types(field, shapes))
            if not needed:
                return None
            self._say("  it is needed")

    def _list(self, name: str, field: Mapping[str, Any], shapes: Mapping[str, Any], *, needed: bool) -> Any:
        inner = _plain(field.get("items", {}), shapes)
        if inner.get("type") != "object":
            words = self._ask(f"  {name} (with commas between): ", tuple(self._ports) if name == "devices" else ())
            items = [_typed(one.strip(), _types(inner, shapes)) for one in words.split(",") if one.strip()]
            return items or ([] if needed else None)
        out: list[Any] = []
        while True:
            item = self._object(f"{name} {len(out) + 1}", inner, shapes, needed=needed and not out)
            if item is None:
                return out or None
            out.append(item)

    def _object(self, name: str, field: Mapping[str, Any], shapes: Mapping[str, Any], *, needed: bool) -> Any:
        required = set(field.get("required", ()))
        out: dict[str, Any] = {}
        self._say(f"  {name}{'' if needed else ' (first field empty: no more)'}")
        for key, inner in field.get("properties", {}).items():
            if key == "interfaces" and "device" in out:
                words = self._ask("  interfaces (with commas between): ", self._ports.get(out["device"], ()))
                out[key] = [one.strip() for one in words.split(",") if one.strip()]
                continue
            value = self._value(key, inner, shapes, needed=key in required and (needed or bool(out)))
            if value is None and not out and not needed:
                return None
            if value is not None:
                out[key] = value
        return out


def _plain(field: Mapping[str, Any], shapes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow references, leave out the null of an optional field and pools; of a short form and a long one take the
    long one, whose fields are asked for one by one.
    """
    if "$ref" in field:
        return _plain(shapes[field["$ref"].rsplit("/", 1)[1]], shapes)
    inner = [one for one in field.get("anyOf", ()) if one.get("type") != "null" and one.get("$ref") != _POOL]
    plain = [_plain(one, shapes) for one in inner]
    long = [one for one in plain if one.get("type") == "object"]
    if len(plain) == 1 or len(long) == 1:
        return (long or plain)[0]
    return {**field, "anyOf": inner} if inner else field


def _from_pool(answer: str) -> dict[str, Any]:
    """Return the use of a pool that an answer such as `pool cctv` or `pool p2p /31` asks for, or nothing."""
    match = _USE.fullmatch(answer)
    if match is None:
        return {}
    return {"pool": match["name"]} | ({"size": int(match["size"])} if match["size"] else {})


def _types(field: Mapping[str, Any], shapes: Mapping[str, Any]) -> set[str]:
    inner = field.get("anyOf") or field.get("oneOf")
    if inner:
        return {kind for one in inner for kind in _types(_plain(one, shapes), shapes)}
    return {str(field.get("type", "string"))}


def _typed(answer: str, types: set[str]) -> Any:
    if "boolean" in types and answer.casefold() in ("yes", "no", "true", "false"):
        return answer.casefold() in ("yes", "true")
    if "integer" in types and answer.isascii() and answer.lstrip("-").isdigit():
        return int(answer)
    return answer
