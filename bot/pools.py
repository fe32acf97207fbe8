"""Pools of a network repository, and the ledger of what merged intents were given from them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from ipaddress import ip_interface
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline import inventory
from pipeline.guard import Document, Limits, read
from pipeline.invalid import problems
from pipeline.load import named_devices
from pipeline.pools import Resolved, Stock, names_pool, resolve
from pipeline.reader import reader
from schemas.finding import Finding, Place, Severity
from schemas.pools import Allocations, Pool, Reservation

if TYPE_CHECKING:
    from bot.files import Files
    from pipeline.pools import Net

FILE = "inventory/pools.yaml"
DEVICES = "inventory/devices.yaml"
_LIMITS = Limits(octets=4_000_000, events=200_000)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What merged intents were given, and whose values are free again."""

    given: dict[str, tuple[Reservation, ...]]
    """By intent."""
    back: dict[str, str]
    """Intents that were taken back, with the intent that did."""


def ledger(base: Files) -> Ledger:
    """Read it: a value is reserved while the intent that it was given to lies in `intents/` and is not taken back.

    A package that cannot be read reserves nothing; such a package is not merged, the gate compares every byte.
    """
    given: dict[str, tuple[Reservation, ...]] = {}
    back: dict[str, str] = {}
    for path in base.names("intents"):
        name = path.removeprefix("intents/").removesuffix(".yaml")
        raw = base.read(f"changes/{name}/allocations.json")
        if raw is None:
            continue
        try:
            found = Allocations.model_validate_json(raw)
        except ValidationError:
            continue
        given[name] = found.reserved
        back |= dict.fromkeys(found.released, name)
    return Ledger(given, back)


def read_pools(base: Files) -> tuple[dict[str, Pool], tuple[Finding, ...]]:
    """Return the pools by their names, and what is wrong with the file."""
    raw = base.read(FILE)
    if raw is None:
        return {}, ()
    document = read(FILE, raw, _LIMITS)
    if isinstance(document, Finding):
        return {}, (document,)
    listed = document.data.get("pools") if isinstance(document.data, dict) else None
    if not isinstance(listed, list) or set(document.data) != {"pools"}:
        return {}, (_wrong(document.place(()), "expected a mapping with the one key `pools`, a list"),)
    found: dict[str, Pool] = {}
    wrong: list[Finding] = []
    for index, item in enumerate(listed):
        try:
            pool = Pool.model_validate_json(json.dumps(item))
        except ValidationError as error:
            wrong += [_wrong(document.place(("pools", index, *path)), text) for path, text in problems(error)]
            continue
        if pool.name in found:
            wrong.append(_wrong(document.place(("pools", index, "name")), f"pool {pool.name} is there twice"))
        found[pool.name] = pool
    return found, tuple(wrong)


@dataclass(slots=True)
class Giver:
    """Gives the intents of one pull request their values, one after the other."""

    base: Files
    earlier: tuple[Reservation, ...] = ()
    """What those before it in the same pull request were given."""

    def __call__(self, document: Document) -> Resolved:
        """Return the data with values in their places; remember what was given."""
        if not names_pool(document.data):
            return Resolved(document.data)
        pools, wrong = read_pools(self.base)
        if wrong:
            return Resolved(document.data, findings=wrong)
        book, name = ledger(self.base), _name(document)
        if name in book.back:
            message = f"what {name} was given from pools was given back by {book.back[name]}"
            place = document.place(("metadata", "name"))
            hint = "write an intent of another name"
            return Resolved(document.data, findings=(_finding(place, "pool-released", message, hint),))
        others = [one for who, listed in book.given.items() if who not in book.back and who != name for one in listed]
        stock = Stock(pools, (*others, *self.earlier), book.given.get(name, ()), file=FILE)
        found = resolve(document, self._beside(document, stock))
        self.earlier = (*self.earlier, *found.given)
        return found

    def _beside(self, document: Document, stock: Stock) -> Stock:
        """Return the stock without what the devices that the intent names have already."""
        names = set(named_devices(document).values())
        known, _ = inventory.pick(DEVICES, self.base.read(DEVICES) or b"", names)
        vlans: set[int] = set()
        networks: list[Net] = []
        for name, device in sorted(known.items()):
            read_by, raw = reader(device.platform), self.base.read(f"configs/{name}.cfg")
            if read_by is None or raw is None:
                continue
            facts = read_by.facts(raw.decode(errors="replace"))
            vlans |= {vlan.id for vlan in facts.vlans}
            networks += [ip_interface(one).network for port in facts.interfaces for one in port.addresses]
        return replace(stock, vlans=frozenset(vlans), networks=tuple(networks))


def gives_back(base: Files, name: str) -> tuple[str, ...]:
    """Return the intent as a tuple where it was given anything that is still reserved."""
    book = ledger(base)
    return (name,) if book.given.get(name) and name not in book.back else ()


def _name(document: Document) -> str:
    said = document.data.get("metadata")
    return str(said.get("name", "")) if isinstance(said, dict) else ""


def _wrong(place: Place, message: str) -> Finding:
    return _finding(place, "pools-invalid", message)


def _finding(place: Place, rule: str, message: str, hint: str = "") -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=place, hint=hint)
