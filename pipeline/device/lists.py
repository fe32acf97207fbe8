"""Lines that hold a set: VLAN lists with `add` and `remove`, and words that gather over several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.parse import book
from pipeline.device.ranges import WHOLE, numbers, ranges
from pipeline.device.refusal import RefusedError
from pipeline.device.tree import add, change, remove

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.device.model import Model, Node


def list_of(prefix: str, lines: Iterable[str]) -> frozenset[int]:
    """Return the VLANs that the lines of one list allow together; without a line, all."""
    value = WHOLE
    for line in lines:
        value = edited(value, line[len(prefix) :].strip())
    return value


def edited(value: frozenset[int], words: str) -> frozenset[int]:
    """Return a list after the words of one line."""
    verb, _, rest = words.partition(" ")
    match verb:
        case "all":
            return WHOLE
        case "none":
            return frozenset()
        case "add" | "remove" | "except":
            given = numbers(rest)
            if given is None:
                raise RefusedError(f"`{rest}` is not a list of VLANs")
            if verb == "add":
                return value | given
            return value - given if verb == "remove" else WHOLE - given
        case _:
            given = numbers(words)
            if given is None:
                raise RefusedError(f"`{words}` is not a list of VLANs")
            return given


def put_list(model: Model, block: Node, prefix: str, line: str) -> None:
    """Take a command of a VLAN list, without `no`."""
    nodes = list(book(model, block).beginning(prefix))
    present = list_of(prefix, (node.text for node in nodes))
    wanted = edited(present, line[len(prefix) :].strip())
    if wanted == present:
        return
    for node in nodes if wanted == WHOLE else nodes[1:]:
        remove(model, node)
    if wanted == WHOLE:
        return
    text = f"{prefix} {ranges(wanted) or 'none'}"
    if nodes:
        change(model, nodes[0], text)
    else:
        add(model, block, text)


def put_words(model: Model, block: Node, prefix: str, line: str) -> None:
    """Take a command whose words join those that are there."""
    nodes = list(book(model, block).beginning(prefix))
    have = [word for node in nodes for word in node.text[len(prefix) :].split()]
    more = [word for word in line[len(prefix) :].split() if word not in have]
    if nodes and more:
        change(model, nodes[-1], " ".join((nodes[-1].text, *more)))
    elif more:
        add(model, block, line)


def drop_words(model: Model, block: Node, prefix: str, line: str) -> None:
    """Take the words of a `no` command out of those that are there; without words, take all."""
    nodes = list(book(model, block).beginning(prefix))
    given = line[len(prefix) :].split()
    have = {word for node in nodes for word in node.text[len(prefix) :].split()}
    if missing := sorted(set(given) - have):
        raise RefusedError(f"nothing to remove: `{missing[0]}` is not in `{prefix}`")
    if not nodes:
        raise RefusedError(f"nothing to remove: there is no `{prefix}`")
    for node in nodes:
        left = [word for word in node.text[len(prefix) :].split() if given and word not in given]
        if not left:
            remove(model, node)
        elif len(left) < len(node.text[len(prefix) :].split()):
            change(model, node, " ".join((prefix, *left)))
