"""Read a Cisco IOS XR configuration: its facts, and its names of interfaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers import blocks, ports
from renderers.switch_facts import Words, device_facts
from renderers.switch_lines import Habits
from schemas.facts import VlanFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renderers.blocks import Block
    from schemas.facts import DeviceFacts

_TYPES = (
    "GigabitEthernet",
    "TenGigE",
    "TwentyFiveGigE",
    "FortyGigE",
    "HundredGigE",
    "FourHundredGigE",
    "Bundle-Ether",
    "Loopback",
    "MgmtEth",
    "BVI",
    "tunnel-ip",
)
_VERSION = re.compile(r"^!! IOS XR Configuration (?:version = )?(\S+)", re.MULTILINE)


def read_facts(text: str) -> DeviceFacts:
    """Return what the configuration says; a VLAN is a bridge domain that is routed by the BVI of its number."""
    said = device_facts(text, _WORDS)
    if "\nl2vpn" not in text:
        return said
    found: dict[int, str] = {}
    for path, _ in blocks.paths(text):
        if len(path) == 4 and path[0] == "l2vpn" and (match := _ROUTED.match(path[3])):
            found.setdefault(int(match[1]), path[2].removeprefix("bridge-domain "))
    vlans = tuple(VlanFacts(id=number, name=name) for number, name in sorted(found.items()) if 1 <= number <= 4094)
    return said.model_copy(update={"vlans": vlans})


def interface_name(written: str) -> str:
    """Return the name with its type written out, without what it is used for."""
    name = written.split(maxsplit=1)[0] if written.split() else written
    return ports.canonical(name, _TYPES)


def expand_interfaces(written: str) -> tuple[str, ...]:
    """Return every port of a name or range; ValueError for a range that is none."""
    return ports.expand(written, interface_name)


def paths(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield every line with the lines of the blocks around it, outermost first, and its number.

    An entry of a set stands without its comma. A term of a policy, from `# term 10` on, is one line.
    """
    if "\nprefix-set " not in text and "\nroute-policy " not in text:
        yield from blocks.paths(text)
        return
    around: tuple[str, ...] = ()
    sets = {block.number: block for block in blocks.blocks(text) if block.header.startswith("prefix-set ")}
    terms = {block.number: block for block in blocks.blocks(text) if _in_terms(block)}
    for path, number in blocks.paths(text):
        if len(path) == 1 and path[0] in ("end-set", "end-policy"):
            continue
        if len(path) > 1 and path[0] == "".join(around):
            continue
        around = ()
        yield path, number
        if len(path) == 1 and number in sets:
            around = path
            yield from _entries(sets[number])
        elif len(path) == 1 and number in terms:
            around = path
            yield from _terms(terms[number])


def _entries(block: Block) -> Iterator[tuple[tuple[str, ...], int]]:
    for line in block.body:
        if not line.text.startswith("#"):
            for entry in line.text.split(","):
                if entry.strip():
                    yield (block.header, entry.strip()), line.number


def _in_terms(block: Block) -> bool:
    return block.header.startswith("route-policy ") and bool(block.body and _TERM.match(block.body[0].text))


def _terms(block: Block) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each term as one line, at the number of its first."""
    words: list[str] = []
    at = 0
    for line in block.body:
        if _TERM.match(line.text):
            if words:
                yield (block.header, " ".join(words)), at
            words, at = [], line.number
        words.append(line.text)
    yield (block.header, " ".join(words)), at


_TERM = re.compile(r"# term \d+\b")
_ROUTED = re.compile(r"routed interface BVI(\d+)$")
_WORDS = Words(
    habits=Habits(lag="Bundle-Ether"),
    name=interface_name,
    peer_group="use neighbor-group",
    version=_VERSION,
    neighbor_blocks=True,
)
