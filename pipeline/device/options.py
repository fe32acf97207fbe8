"""Options: lines that keep the options which a new one does not name, and of which a `no` may take some only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.meaning import JOIN
from pipeline.device.parse import book
from pipeline.device.refusal import BeyondError, RefusedError
from pipeline.device.tree import add, change, remove

if TYPE_CHECKING:
    from pipeline.device.model import Model, Node
    from renderers.behaviour import Options

Found = tuple[str, "Options"]


def option_rule(model: Model, block: Node, line: str) -> Found | None:
    """Return the words that name a line with options, and its rule; None for other lines."""
    found = model.grammar.options.find(block.mode, line, words=True)
    if found is None:
        return None
    match, rules = found
    around = JOIN.join(block.path())
    fits = (rule for rule in rules if not rule.around or model.grammar.pattern(rule.around).search(around))
    return next(((match[0], rule) for rule in fits), None)


def put_options(model: Model, block: Node, found: Found, line: str) -> None:
    """Take a line with options: those that it names are set, those that were there and are not named stay."""
    name, rule = found
    node = _held(model, block, name)
    if node is None:
        add(model, block, line)
        return
    old, new = _split(node.text[len(name) :], rule), _split(line[len(name) :], rule)
    text = line if set(old) <= set(new) else " ".join((name, *(old | new).values()))
    if text != node.text:
        change(model, node, text)


def drop_options(model: Model, block: Node, found: Found, line: str) -> None:
    """Take a `no` of such a line."""
    name, rule = found
    node = _held(model, block, name)
    if node is None:
        raise RefusedError(f"nothing to remove: there is no `{name}`")
    given = _split(line[len(name) :], rule)
    if not given or rule.no == "whole":
        remove(model, node)
        return
    if rule.no == "unsure":
        raise BeyondError(f"what `no {line}` leaves of the line depends on the version")
    there = _split(node.text[len(name) :], rule)
    if missing := sorted(set(given) - set(there)):
        raise RefusedError(f"nothing to remove: `{missing[0] or line}` is not in `{node.text}`")
    change(model, node, " ".join((name, *(text for word, text in there.items() if word not in given))))


def _held(model: Model, block: Node, name: str) -> Node | None:
    return next((node for node in book(model, block).beginning(name) if _named(model, block, node, name)), None)


def _named(model: Model, block: Node, node: Node, name: str) -> bool:
    found = option_rule(model, block, node.text)
    return found is not None and found[0] == name


def _split(words: str, rule: Options) -> dict[str, str]:
    """Return the options by the word that begins each; what stands before the first is one by the name of nothing."""
    known = frozenset(rule.words.split())
    out: dict[str, str] = {}
    at = ""
    for word in words.split():
        if word in known:
            at = word
            out[at] = word
        else:
            out[at] = f"{out[at]} {word}" if at in out else word
    return out
