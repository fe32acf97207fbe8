"""A new intent file: its text, whether it is one, and its place in the network repository."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from bot.snapshot import DEVICES
from pipeline.errors import WorkspaceError
from pipeline.guard import read
from pipeline.load import load, unknown_devices
from schemas.finding import Finding, ordered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Draft:
    """An intent that is not written yet."""

    kind: str
    spec: Mapping[str, Any]
    name: str
    reason: str
    ticket: str = ""

    @property
    def path(self) -> str:
        """Where it goes, inside the repository."""
        return f"intents/{self.name}.yaml"

    def text(self, root: Path) -> str:
        """Return the file, with the line that lets an editor complete and check it where the repository has schemas."""
        schema = _schema(root, self.kind)
        return f"# yaml-language-server: $schema={schema}\n{self.plain}" if schema else self.plain

    @property
    def plain(self) -> str:
        """The file without a word to editors."""
        about = {"name": self.name} | ({"ticket": self.ticket} if self.ticket else {}) | {"reason": self.reason}
        whole = {"apiVersion": "gains/v1", "kind": self.kind, "metadata": about, "spec": self.spec}
        plain = json.loads(json.dumps(whole))
        return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        """Begin a deeper level."""
        return super().increase_indent(flow, indentless=False)


def _schema(root: Path, kind: str) -> str:
    for folder in (root, *root.resolve().parents):
        found = folder / "schemas" / "json" / f"intent.{kind}.json"
        if found.is_file():
            return os.path.relpath(found, root.resolve() / "intents")
    return ""


def devices_of(root: Path) -> tuple[str, ...]:
    """Return the names of the inventory, sorted; raise `WorkspaceError` where there is none that can be read."""
    file = root / DEVICES
    if not file.is_file():
        hint = "name the network repository with --repo, or make one with gains init"
        raise WorkspaceError(f"{file}: no such file", hint=hint)
    return names_of(str(file), file.read_bytes())


def names_of(file: str, raw: bytes) -> tuple[str, ...]:
    """Return the names of the devices of an inventory, sorted; raise `WorkspaceError` where it cannot be read."""
    document = read(file, raw)
    if isinstance(document, Finding):
        where = f":{document.place.line}" if document.place else ""
        raise WorkspaceError(f"{file}{where}: {document.message}", hint=document.hint)
    items = document.data.get("devices", []) if isinstance(document.data, dict) else document.data
    return tuple(sorted(str(item["name"]) for item in items or () if isinstance(item, dict) and "name" in item))


def wrong(draft: Draft, root: Path, devices: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return what the bot would say of the file, before it is written."""
    loaded = load(draft.path, draft.text(root).encode())
    return ordered((*loaded.findings, *unknown_devices(loaded.devices, frozenset(devices))))


def write(draft: Draft, root: Path) -> Path:
    """Write the file; one that is there is never replaced."""
    file = root / draft.path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(draft.text(root))
    except FileExistsError:
        raise WorkspaceError(f"{file} is there", hint="choose another --name, or edit that file") from None
    return file
