"""Values from pools: never given twice, never moved once reserved, and the same whatever the order of the fields."""

from __future__ import annotations

import json
from ipaddress import ip_network
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.guard import Document, read
from pipeline.pools import Resolved, Stock, resolve
from schemas.pools import Pool, Reservation

POOLS = {
    "cctv": Pool(name="cctv", vlans=("300-305",), without=(301,)),
    "more": Pool(name="more", vlans=("304-310",)),
    "p2p": Pool(name="p2p", prefixes=("10.255.0.0/28",), without=("10.255.0.0/30",)),
    "near": Pool(name="near", prefixes=("10.255.0.8/29",)),
}
USES = st.one_of(
    st.fixed_dictionaries({"pool": st.sampled_from(["cctv", "more"])}),
    st.fixed_dictionaries({"pool": st.sampled_from(["p2p", "near"]), "size": st.sampled_from([30, 31, 32])}),
)
FIELDS = st.dictionaries(st.sampled_from("abcdef"), USES, max_size=6)


def given_to(fields: dict[str, Any], stock: Stock) -> Resolved:
    document = read("intents/x.yaml", json.dumps({"spec": fields}).encode())
    assert isinstance(document, Document)
    return resolve(document, stock)


def stock(others: tuple[Reservation, ...] = (), own: tuple[Reservation, ...] = ()) -> Stock:
    return Stock(POOLS, others, own, vlans=frozenset({303}), file="inventory/pools.yaml")


@settings(max_examples=60, deadline=None)
@given(first=FIELDS, second=FIELDS)
def test_nothing_is_given_twice_and_nothing_that_is_kept_out(first: dict[str, Any], second: dict[str, Any]) -> None:
    one = given_to(first, stock())
    other = given_to(second, stock(others=one.given))
    if one.findings or other.findings:
        return
    numbers = [int(item.value) for item in (*one.given, *other.given) if item.sort == "vlan"]
    assert len(numbers) == len(set(numbers))
    assert not {301, 303} & set(numbers)
    nets = [ip_network(item.value) for item in (*one.given, *other.given) if item.sort == "prefix"]
    assert not any(a.overlaps(b) for at, a in enumerate(nets) for b in nets[at + 1 :])
    assert not any(ip_network("10.255.0.0/30").overlaps(net) for net in nets)


@settings(max_examples=60, deadline=None)
@given(fields=FIELDS, more=FIELDS)
def test_order_means_nothing_and_what_was_reserved_stays(fields: dict[str, Any], more: dict[str, Any]) -> None:
    done = given_to(fields, stock())
    turned = given_to(dict(reversed(list(fields.items()))), stock())
    assert done.given == turned.given
    if done.findings:
        return
    again = given_to({**{f"new-{name}": use for name, use in more.items()}, **fields}, stock(own=done.given))
    kept = {(item.pool, item.label): item.value for item in again.given}
    assert again.findings or {key: kept[key] for key in ((i.pool, i.label) for i in done.given)} == {
        (item.pool, item.label): item.value for item in done.given
    }


def test_the_last_value_is_given_and_then_it_is_said() -> None:
    held = tuple(Reservation(label=str(n), pool="cctv", sort="vlan", value=str(n)) for n in (300, 302, 304))
    assert [one.value for one in given_to({"a": {"pool": "cctv"}}, stock(held)).given] == ["305"]
    full = given_to({"a": {"pool": "cctv"}, "b": {"pool": "cctv"}}, stock(held))
    assert [item.rule for item in full.findings] == ["pool-exhausted"]
