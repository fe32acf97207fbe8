"""Pools: values that intents are given in place of writing them, and the ledger of who was given which."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from schemas.base import Record
from schemas.values import Prefix, VlanRange

Sort = Literal["vlan", "number", "prefix"]
PoolName = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", examples=["cctv"])]


def _range(value: int | str) -> int | str:
    first, last = bounds(value)
    if not 0 <= first <= last <= 4294967295:
        raise ValueError(f"{value!r} is no range that ends after it begins; expected such as 10000-10999")
    return value


def bounds(value: int | str) -> tuple[int, int]:
    """Return the first and the last number of a range as written; raise ValueError."""
    first, _, last = str(value).partition("-")
    if not (first.isascii() and first.isdigit()) or (last and not (last.isascii() and last.isdigit())):
        raise ValueError(f"{value!r} is no number and no range; expected 300 or 300-349")
    return int(first), int(last or first)


NumberRange = Annotated[int | str, AfterValidator(_range), Field(examples=["10000-10999"])]


class Pool(Record):
    """Values of one sort that are given out; exactly one of `vlans`, `numbers` and `prefixes`."""

    name: PoolName
    """What intents call it."""
    vlans: tuple[VlanRange, ...] = ()
    """VLANs, given out in this order; no VLAN is ever given twice, whatever its pool."""
    numbers: tuple[NumberRange, ...] = ()
    """Other numbers, such as VNIs or AS numbers, given out in this order."""
    prefixes: tuple[Prefix, ...] = ()
    """Prefixes of one family, cut up in this order; none that are given out overlap, whatever their pools."""
    without: tuple[int | str, ...] = ()
    """Numbers, ranges or prefixes among them that are never given out."""

    @model_validator(mode="after")
    def _one_sort(self) -> Pool:
        if sum(map(bool, (self.vlans, self.numbers, self.prefixes))) != 1:
            raise ValueError("expected exactly one of vlans, numbers and prefixes, and not empty")
        if len({ip_network(one).version for one in self.prefixes}) > 1:
            raise ValueError("prefixes of both families; expected one pool for each")
        for one in self.without:
            if self.prefixes:
                ip_network(str(one))
            else:
                _range(one)
        return self

    @property
    def sort(self) -> Sort:
        """What it gives."""
        return "vlan" if self.vlans else "number" if self.numbers else "prefix"


class PoolUse(Record):
    """A value of an intent that comes from a pool: what stands in the value's place."""

    pool: PoolName
    """Which pool."""
    size: Annotated[int, Field(ge=1, le=128)] | None = None
    """Length of the prefix; needed for a pool of prefixes, and only there."""
    host: Annotated[int, Field(ge=0)] | None = None
    """The address with this number in the prefix, written with the length, in place of the prefix."""
    address: Annotated[int, Field(ge=0)] | None = None
    """The address with this number in the prefix, written alone, in place of the prefix."""
    label: PoolName | None = None
    """What of the intent the value is for; fields with one label share one value. By default each has its own."""


class Reservation(Record):
    """A value that an intent was given."""

    label: str
    """The label that the intent wrote, or the field."""
    pool: PoolName
    """From which pool."""
    sort: Sort
    """What it is."""
    value: str
    """The number, or the prefix."""


class Allocations(Record):
    """What an intent was given from pools, and whose values it gives back: in force once it is merged."""

    kind: Literal["allocations"] = "allocations"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    reserved: tuple[Reservation, ...] = ()
    """By pool and label."""
    released: tuple[str, ...] = ()
    """Intents that it takes back: what they were given is free again."""
