"""What a sentence of a kind consists of, and how its words become devices, ports and addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_BETWEEN = re.compile(r"[,;]|\b(?:and|und|ed?)\b")
_FILLING = frozenset(
    (
        *("on", "of", "port", "ports", "interface", "interfaces", "the"),
        *("an", "auf", "von", "bei", "der", "die", "das", "den", "dem", "schnittstelle", "schnittstellen"),
        *("su", "di", "la", "le", "il", "lo", "porta", "porte", "sulla", "sulle", "della", "delle", "interfaccia"),
    )
)
"""Words between devices and ports that say nothing, where no device is called so."""
PLACES = r"(?P<places>.+?)"
DEVICES = r"(?P<devices>.+?)"
TEXT = r"\"(?P<text>[^\"]+)\""
NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
ADDRESS = r"[0-9a-fA-F.:]+"
PREFIX = r"[0-9a-fA-F.:]+/\d+"
SERVERS = rf"(?P<servers>{ADDRESS}(?:[, ]+{ADDRESS})*)"
IN_VRF = rf"(?: in vrf (?P<vrf>{NAME}))?"


class UnclearError(Exception):
    """A word can mean several things, or nothing: what to ask, and the answers that are possible."""

    def __init__(self, question: str, choices: Sequence[str] = ()) -> None:
        super().__init__(question)
        self.question = question
        self.choices = tuple(choices)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence by the place where they stand, and the devices that there are."""

    found: Mapping[str, str | None]
    known: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        """Return the words of a place."""
        return self.found[name] or ""

    def number(self, name: str) -> int:
        """Return a whole number; the sentence has only digits there."""
        return int(self[name])

    def given(self, **places: str) -> dict[str, str]:
        """Return the fields whose place in the sentence is taken, by field."""
        return {field: self[place] for field, place in places.items() if self.found.get(place)}

    def device(self, word: str) -> str:
        """Return the device of that name; raise `UnclearError` where there is none, or no single one."""
        same = [name for name in self.known if name.casefold() == word.casefold()]
        if len(same) == 1:
            return same[0]
        like = [name for name in self.known if word.casefold() in name.casefold()]
        near = like or get_close_matches(word, self.known, n=4, cutoff=0.6)
        raise UnclearError(f"there is no device {word!r} in the inventory; which one is meant?", sorted(near)[:8])

    def devices(self, name: str = "devices") -> list[str]:
        """Return the devices of a list such as `core-01, core-02 and edge-01`."""
        words = self._words(name)
        if not words:
            raise UnclearError("on which device?", self.known[:8])
        return list(dict.fromkeys(self.device(word) for word in words))

    def servers(self) -> list[str]:
        """Return the addresses of a list such as `192.0.2.5, 192.0.2.6`."""
        return re.findall(r"[0-9a-fA-F]*[.:][0-9a-fA-F.:]+", self["servers"])

    def places(self, name: str = "places") -> list[dict[str, Any]]:
        """Return devices with their interfaces: `acc-01 Gi1/0/1-4, Gi1/0/9 and acc-02 Gi1/0/3`.

        Or the other way round, where an interface comes first: `Gi1/0/3 of acc-01 and acc-02, Po1 of dist-01`.
        """
        words = self._words(name)
        if words and _is_interface(words[0]):
            return self._turned(words)
        out: list[dict[str, Any]] = []
        for word in words:
            if _is_interface(word):
                out[-1]["interfaces"].append(word)
            else:
                out.append({"device": self.device(word), "interfaces": []})
        for item in out:
            if not item["interfaces"]:
                raise UnclearError(f"which interfaces of {item['device']}?")
        return out

    def _turned(self, words: Sequence[str]) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        pending: list[str] = []
        for word in words:
            if _is_interface(word):
                pending.append(word)
                continue
            interfaces = pending or list(out[-1]["interfaces"])
            out.append({"device": self.device(word), "interfaces": interfaces})
            pending = []
        if pending:
            raise UnclearError(f"on which device is {pending[0]}?", self.known[:8])
        return out

    def _words(self, name: str) -> list[str]:
        known = {one.casefold() for one in self.known}
        words = _BETWEEN.sub(" ", self[name]).split()
        return [word for word in words if word.casefold() not in _FILLING or word.casefold() in known]


def _is_interface(word: str) -> bool:
    """Tell an interface from a device: a name of letters, then a number or a place such as 1/0/3."""
    return re.fullmatch(
        r"[A-Za-z]+(?:-[A-Za-z]+)?-?\d+(?:[/:.]\d+)*(?:-\d+)?|[a-z]{2}-\d+/\d+/\d+(?:\.\d+)?", word
    ) is not None and (
        "/" in word
        or re.match(r"(?i)(?:po|port-channel|ae|lo|loopback|vlan|eth|et|bundle-ether|irb)\.?-?\d", word) is not None
    )


@dataclass(frozen=True, slots=True)
class Form:
    """The sentences of one kind."""

    usage: tuple[str, ...]
    """How they are written, with `<>` around what is put in."""
    examples: tuple[str, ...]
    patterns: tuple[tuple[str, Callable[[Words], dict[str, Any]]], ...]
    """The whole sentence, and what makes the spec of it."""
