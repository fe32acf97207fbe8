"""Numbered lists: entries go where their number says, and at the end without one.

Where a configuration shows no numbers, the entries are 10, 20, 30, … Cisco, IP Access List Entry Sequence Numbering: an
entry without a number gets one 10 greater than the last and goes to the end; one that is there already changes nothing;
a number that is taken is refused with `Duplicate sequence number`. The same refusal is assumed of every platform, so
that no proof relies on an entry being overwritten.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.device.model import ENTRY, OTHER, REMARK, Entries, is_entry, is_remark, number_of, slot_of
from pipeline.device.parse import book, kids
from pipeline.device.refusal import BeyondError, RefusedError
from pipeline.device.tree import add, change, remove

if TYPE_CHECKING:
    import re

    from pipeline.device.model import Model, Node

STEP = 10
_END = 1 << 32


def entries(model: Model, block: Node) -> Entries:
    """Number the entries of a list."""
    index = book(model, block)
    if index.entries is not None:
        return index.entries
    grammar = model.grammar
    found = Entries({}, {}, indexed=False, shown=True, last=0, remarks=0)
    for kid in kids(model, block):
        match = None if kid.gone or kid.noise else grammar.entry.fullmatch(kid.text)
        if match is None:
            kid.slot = slot_of(found.last, OTHER)
            continue
        loose = grammar.behaviour.loose_remarks and match["rest"].startswith("remark")
        if match["number"]:
            number = int(match["number"])
        else:
            found.shown = False
            number = found.last + STEP
        kid.slot = slot_of(number, REMARK if loose else ENTRY)
        if not (loose and not match["number"]):
            found.last = max(found.last, number)
        found.remarks += loose
    # What separates the list from the next block stays behind all entries.
    for kid in takewhile(lambda kid: kid.noise, reversed(kids(model, block))):
        kid.slot = slot_of(_END, OTHER)
    index.entries = found
    return found


def _indexed(model: Model, block: Node) -> Entries:
    """Return the entries of a list, to be found by number and by what they say."""
    have = entries(model, block)
    if not have.indexed:
        have.indexed = True
        for kid in kids(model, block):
            if not kid.gone and is_entry(kid.slot):
                have.by_slot.setdefault(kid.slot, kid)
                have.by_rest.setdefault(_rest(model, kid), []).append(kid)
    return have


def put_entry(model: Model, block: Node, match: re.Match[str]) -> None:
    """Take an entry, with or without a number."""
    have = _indexed(model, block)
    rest = match["rest"]
    loose = model.grammar.behaviour.loose_remarks and rest.startswith("remark")
    number = int(match["number"]) if match["number"] else _last(have) + STEP
    slot = slot_of(number, REMARK if loose else ENTRY)
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
    have = _indexed(model, block)
    word, _, rest = line.partition(" ")
    match = model.grammar.entry.fullmatch(line)
    if word.isdigit():
        number = int(word)
        _known(model, have, number)
        ranks = (REMARK, ENTRY) if rest.startswith("remark") else (ENTRY, REMARK)
        slots = (slot_of(number, rank) for rank in ranks)
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
    have.by_slot.pop(node.slot, None)
    have.remarks -= is_remark(node.slot)
    if number_of(node.slot) == have.last:
        have.last = -1
    have.by_rest[_rest(model, node)].remove(node)
    return True


def resequence(model: Model, block: Node, first: int, step: int) -> None:
    """Number the entries anew."""
    have = _indexed(model, block)
    number = first
    ordered = sorted(have.by_slot.items())
    have.by_slot.clear()
    for slot, node in ordered:
        node.slot = slot_of(number, REMARK if is_remark(slot) else ENTRY)
        have.by_slot[node.slot] = node
        if have.shown:
            text = f"{number} {_rest(model, node)}"
            if text != node.text:
                change(model, node, text)
        have.last = number
        number += 0 if is_remark(slot) else step


def _last(have: Entries) -> int:
    """Return the highest number, sought again only after its entry went."""
    if have.last < 0:
        have.last = max(map(number_of, have.by_slot), default=0)
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
