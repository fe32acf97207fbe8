"""Pools: put values in place of `{pool: …}`, the same for everybody who looks at the same ledger. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.invalid import problems
from schemas.finding import Finding, Severity, ordered
from schemas.pools import Pool, PoolUse, Reservation, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.guard import Document, Path

Net = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Stock:
    """What can be given to an intent."""

    pools: Mapping[str, Pool]
    others: tuple[Reservation, ...] = ()
    """What other intents were given."""
    own: tuple[Reservation, ...] = ()
    """What the intent was given when it was merged: it keeps that."""
    vlans: frozenset[int] = frozenset()
    """VLANs that its devices have already."""
    networks: tuple[Net, ...] = ()
    """Networks that its devices have already."""
    file: str = ""
    """Where the pools are described; empty where nobody could look."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An intent's data with every value in its place."""

    data: Any
    given: tuple[Reservation, ...] = ()
    """By pool and label."""
    findings: tuple[Finding, ...] = ()
    """What could not be given."""
    assumed: bool = False
    """Whether the values are only stand-ins, because nobody could look at the pools."""


@cache
def assumed() -> Stock:
    """Return stand-ins, for whoever looks at an intent's text alone."""
    return Stock(
        {
            "vlan": Pool(name="assumed", vlans=("2-4000",)),
            "4": Pool(name="assumed", prefixes=("10.0.0.0/8",)),
            "6": Pool(name="assumed", prefixes=("2001:db8::/32",)),
        }
    )


@dataclass(slots=True)
class _Given:
    """What is given out in one go."""

    stock: Stock
    values: dict[tuple[str, str], Reservation] = field(default_factory=dict)

    def taken(self, pool: Pool) -> list[Reservation]:
        """Return the reservations that a value of a pool must not meet."""
        mine = self.values.values()
        listed = {(one.sort, one.pool, one.value): one for one in (*self.stock.others, *self.stock.own, *mine)}
        same = (one for one in listed.values() if one.sort == pool.sort)
        return [one for one in same if pool.sort != "number" or one.pool == pool.name]


def resolve(document: Document, stock: Stock | None = None) -> Resolved:
    """Return the data of an intent with values in place of what names a pool.

    Law: it depends on the intent and the ledger alone, not on the order of the fields; nothing is given twice, and
    what was reserved stays.
    """
    if not isinstance(document.data, dict):
        return Resolved(document.data)
    found = list(_uses(document.data.get("spec"), ("spec",)))
    if not found:
        return Resolved(document.data)
    known = stock or assumed()
    given, findings = _Given(known), list[Finding]()
    uses: dict[Path, PoolUse] = {}
    for path, raw in found:
        try:
            uses[path] = PoolUse.model_validate_json(json.dumps(raw))
        except ValidationError as error:
            findings += [_finding(document, (*path, *at), "pool-invalid", text) for at, text in problems(error)]
    values: dict[Path, int | str] = {}
    for path, use in sorted(uses.items(), key=lambda item: (item[1].pool, _label(*item), str(item[1].size))):
        value = _value(given, path, use)
        if isinstance(value, _Refusal):
            findings.append(_finding(document, path, value.rule, value.message, value.hint))
        else:
            values[path] = value
    data = _put(document.data, (), values) if not findings else document.data
    kept = tuple(sorted(given.values.values(), key=lambda one: (one.pool, one.label)))
    return Resolved(data, kept if known.file else (), ordered(findings), not known.file)


@dataclass(frozen=True, slots=True)
class _Refusal:
    rule: str
    message: str
    hint: str


def _value(given: _Given, path: Path, use: PoolUse) -> int | str | _Refusal:
    stock, where = given.stock, _label(path, use)
    wanted = ("vlan" if use.size is None else "4" if use.size <= 32 else "6") if not stock.file else use.pool
    pool = stock.pools.get(wanted)
    if pool is None:
        known = ", ".join(sorted(stock.pools)) or "none"
        return _Refusal("pool-unknown", f"there is no pool {use.pool!r} in {stock.file}; there: {known}", "")
    if (pool.sort == "prefix") != (use.size is not None):
        hint = "write `size:` with the length of the prefix" if pool.sort == "prefix" else "take `size:` away"
        return _Refusal("pool-invalid", f"pool {use.pool} gives a {pool.sort}", hint)
    picks = sum(one is not None for one in (use.host, use.address))
    if picks > (1 if pool.sort == "prefix" else 0):
        return _Refusal("pool-invalid", "`host` or `address` picks one address of a prefix", "write one of them")
    held = given.values.get((use.pool, where)) or next(
        (one for one in stock.own if (one.pool, one.label) == (use.pool, where)), None
    )
    if held is None:
        first = _first_net(pool, use.size, given) if use.size is not None else _first_number(pool, given)
        if first is None:
            hint = "widen the pool, or retire an intent that holds a value of it"
            return _Refusal("pool-exhausted", f"nothing that fits is left in pool {use.pool}", hint)
        held = Reservation(label=where, pool=use.pool, sort=pool.sort, value=first)
    elif use.size is not None and ip_network(held.value).prefixlen != use.size:
        hint = "give the field another `label:`"
        return _Refusal("pool-label-shared", f"{where} of pool {use.pool} holds {held.value}, not a /{use.size}", hint)
    given.values[use.pool, where] = held
    return int(held.value) if use.size is None else _written(ip_network(held.value), use)


def next_value(pool: Pool, taken: tuple[Reservation, ...]) -> str | None:
    """Return what a pool gives next, of prefixes the smallest ones; devices may have some of it already."""
    given = _Given(Stock({pool.name: pool}, taken))
    if pool.sort != "prefix":
        return _first_number(pool, given)
    return _first_net(pool, ip_network(pool.prefixes[0]).max_prefixlen, given)


def _written(net: Net, use: PoolUse) -> str | _Refusal:
    number = use.host if use.host is not None else use.address
    if number is None:
        return str(net)
    ends = net.version == 4 and net.prefixlen < 31
    if number >= net.num_addresses or (ends and number in (0, net.num_addresses - 1)):
        return _Refusal("pool-invalid", f"{net} has no address number {number} for a host", "choose another number")
    address = net[number]
    return f"{address}/{net.prefixlen}" if use.host is not None else str(address)


def _first_number(pool: Pool, given: _Given) -> str | None:
    taken = {int(one.value) for one in given.taken(pool)}
    out = [bounds(one) for one in pool.without]
    for first, last in map(bounds, pool.vlans or pool.numbers):
        number = first
        while number <= last:
            barred = next((end for start, end in out if start <= number <= end), None)
            if barred is not None:
                number = barred + 1
            elif number in taken or (pool.sort == "vlan" and number in given.stock.vlans):
                number += 1
            else:
                return str(number)
    return None


def _first_net(pool: Pool, size: int, given: _Given) -> str | None:
    barred = [ip_network(str(one)) for one in (*pool.without, *(one.value for one in given.taken(pool)))]
    barred += given.stock.networks
    for whole in map(ip_network, pool.prefixes):
        if not whole.prefixlen <= size <= whole.max_prefixlen:
            continue
        near = [one for one in barred if one.version == whole.version]
        step, at = 1 << (whole.max_prefixlen - size), int(whole.network_address)
        while at <= int(whole.broadcast_address):
            ends = [int(one.broadcast_address) for one in near if _meets(one, at, at + step - 1)]
            if not ends:
                return f"{type(whole.network_address)(at)}/{size}"
            at = (max(ends) // step + 1) * step
    return None


def _meets(net: Net, first: int, last: int) -> bool:
    return int(net.network_address) <= last and first <= int(net.broadcast_address)


def _uses(data: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every mapping that names a pool, with where it stands."""
    if isinstance(data, dict):
        if "pool" in data:
            yield path, data
            return
        for key, value in data.items():
            yield from _uses(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _uses(value, (*path, index))


def _put(data: Any, path: Path, values: Mapping[Path, int | str]) -> Any:
    if path in values:
        return values[path]
    if isinstance(data, dict):
        return {key: _put(value, (*path, key), values) for key, value in data.items()}
    if isinstance(data, list):
        return [_put(value, (*path, index), values) for index, value in enumerate(data)]
    return data


def _label(path: Path, use: PoolUse) -> str:
    return use.label or ".".join(map(str, path))


def names_pool(data: Any) -> bool:
    """Tell whether an intent's data names a pool anywhere in its spec."""
    return isinstance(data, dict) and any(True for _ in _uses(data.get("spec"), ("spec",)))


def _finding(document: Document, path: Path, rule: str, message: str, hint: str = "") -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=document.place(path), hint=hint)
