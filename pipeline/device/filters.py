"""Numbered lists: entries go where their number says, and at the end without one.

Where a configuration shows no numbers, the entries are 10, 20, 30, … Cisco, IP Access List Entry Sequence Numbering: an
entry without a number gets one 10 greater than the last and goes to the end; one that is there already changes nothing;
a number that is taken is refused with `Duplicate sequence number`. The same refusal is assumed of every platform, so
that no proof relies on an entry being overwritten.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.device.model import Entries
from pipeline.device.parse import book, kids
from pipeline.device.refusal import BeyondError, RefusedError
from pipeline.device.tree import add, change, remove

if TYPE_CHECKING:
    import re

    from pipeline.device.model import Model, Node, Slot

STEP = 10
_END = 1 << 32


def entries(model: Model, block: Node) -> Entries:
    """Number the entries of a list, and index them."""
    index = book(model, block)
    if index.entries is not None:
        return index.entries
    grammar = model.grammar
    found = Entries({}, {}, shown=True, last=0, remarks=0)
    for kid in kids(model, block):
        if kid.gone or kid.noise:
            kid.slot = (found.last, 2)
            continue
        match = grammar.entry.fullmatch(kid.text)
        if match is None:
            kid.slot = (found.last, 2)
            continue
        loose = grammar.behaviour.loose_remarks and match["rest"].startswith("remark")
        if match["number"]:
            number = int(match["number"])
        else:
            found.shown = False
            number = found.last + STEP
        kid.slot = (number, 0 if loose else 1)
        if not (loose and not match["number"]):
            found.last = max(found.last, number)
        found.by_slot.setdefault(kid.slot, kid)
        found.remarks += loose
        rest = match["rest"] if match["number"] else kid.text
        found.by_rest.setdefault(rest, []).append(kid)
    # What separates the list from the next block stays behind all entries.
    for kid in takewhile(lambda kid: kid.noise, reversed(kids(model, block))):
        kid.slot = (_END, 2)
    index.entries = found
    return found


def put_entry(model: Model, block: Node, match: re.Match[str]) -> None:
    """Take an entry, with or without a number."""
    have = entries(model, block)
    rest = match["rest"]
    loose = model.grammar.behaviour.loose_remarks and rest.startswith("remark")
    number = int(match["number"]) if match["number"] else _last(have) + STEP
    slot: Slot = (number, 0 if loose else 1)
    if present := have.by_rest.get(rest):
        if not match["number"] or any(node.slot == slot for node in present):
            return
        if not rest.startswith("remark"):
            raise RefusedError(f"entry `{rest}` is in the list already")
    if match["number"]:
        _known(model, have, number)
    if slot in have.by_slot:
        raise RefusedError(f"duplicate sequence number {number}")
    if not have.by_slot:
        have.shown = have.shown and (model.grammar.behaviour.shows_numbers or bool(match["number"]))
    node = add(model, block, f"{number} {rest}" if have.shown else rest)
    node.slot = slot
    have.by_slot[slot] = node
    have.by_rest.setdefault(rest, []).append(node)
    have.last = max(_last(have), number)
    have.remarks += loose


def drop_entry(model: Model, block: Node, line: str) -> bool:
    """Take an entry out, by its number, by what it says, or by both; tell whether the command is about entries."""
    have = entries(model, block)
    word, _, rest = line.partition(" ")
    match = model.grammar.entry.fullmatch(line)
    if word.isdigit():
        number = int(word)
        _known(model, have, number)
        slots = ((number, 1), (number, 0)) if not rest.startswith("remark") else ((number, 0), (number, 1))
        node = next((have.by_slot[slot] for slot in slots if slot in have.by_slot), None)
        if node is None or (rest and _rest(model, node) != rest):
            raise RefusedError(f"nothing to remove: there is no entry `{line}`")
    elif match:
        node = next(iter(have.by_rest.get(match["rest"], ())), None)
        if node is None:
            raise RefusedError(f"nothing to remove: there is no entry `{line}`")
    else:
        return False
    remove(model, node)
    assert node.slot is not None
    have.by_slot.pop(node.slot, None)
    have.remarks -= not node.slot[1]
    if node.slot[0] == have.last:
        have.last = -1
    have.by_rest[_rest(model, node)].remove(node)
    return True


def resequence(model: Model, block: Node, first: int, step: int) -> None:
    """Number the entries anew."""
    have = entries(model, block)
    number = first
    ordered = sorted(have.by_slot.items())
    have.by_slot.clear()
    for slot, node in ordered:
        node.slot = (number, slot[1])
        have.by_slot[node.slot] = node
        if have.shown:
            text = f"{number} {_rest(model, node)}"
            if text != node.text:
                change(model, node, text)
        have.last = number
        number += step if slot[1] else 0


def _last(have: Entries) -> int:
    """Return the highest number, sought again only after its entry went."""
    if have.last < 0:
        have.last = max((number for number, _ in have.by_slot), default=0)
    return have.last


def _known(model: Model, have: Entries, number: int) -> None:
    """Stop where a number is used in a list whose numbers nobody can know."""
    loose = model.grammar.behaviour.loose_remarks
    if loose and not have.shown and have.remarks:
        raise BeyondError(f"entry {number}: the list shows no numbers and holds remarks, so its numbers are not known")


def _rest(model: Model, node: Node) -> str:
    """Return what an entry says after its number."""
    match = model.grammar.entry.fullmatch(node.text)
    assert match
    return match["rest"]
