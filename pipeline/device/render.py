"""From a model back to text: what no command touched stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.device.model import Model, Node


def render(model: Model) -> str:
    """Return the configuration as text; new lines stand after the last line of their block that begins alike."""
    if not model.journal:
        return "\n".join(model.lines)
    out: list[str] = []
    assert model.root.kids is not None
    gone = False
    for node in _arranged(model.root.kids):
        if node.gone:
            gone = True
            continue
        if node.noise:
            # The separator of a block that went goes with it.
            if not (gone and (not out or out[-1].rstrip() == "!") and node.text == "!"):
                out.extend(model.lines[node.start : node.end])
            continue
        gone = False
        if node.flat:
            out.extend(f"{node.text} {kid.text}" for kid in _sorted(node) if not kid.gone)
        elif _untouched(node):
            out.extend(model.lines[node.start : node.end])
        else:
            if node.fresh and (node.kids or node.tail) and out and out[-1].strip() != "!":
                out.append("!")
            _write(model, node, "", out)
    return "\n".join(out)


def _untouched(node: Node) -> bool:
    """Tell whether an outermost line and its block are as the text has them."""
    return node.start >= 0 and node.raw is not None and node.book is None and not node.typed


def _write(model: Model, node: Node, indent: str, out: list[str]) -> None:
    if node.typed:
        out.extend((indent + node.typed[0].strip(), *node.typed[1:]))
        return
    if node.start >= 0 and (node.tail or node.kids is None):
        out.extend(model.lines[node.start : node.end])
        return
    out.append(indent + node.text if node.raw is None else node.raw)
    if not node.kids:
        return
    inner = next((_blank(kid.raw) for kid in node.kids if kid.raw and not kid.noise), "")
    if not inner:
        inner = (_blank(node.raw) if node.raw is not None else indent) + model.grammar.behaviour.indent
    for kid in _sorted(node):
        if not kid.gone:
            _write(model, kid, inner, out)


def _sorted(node: Node) -> Sequence[Node]:
    """Return the lines of a block in the order in which the device shows them."""
    kids = node.kids or []
    if node.book is not None and node.book.entries is not None:
        return sorted(kids, key=lambda kid: kid.slot or (0, 0))
    return _arranged(kids)


def _arranged(kids: list[Node]) -> Sequence[Node]:
    """Put new lines after the last one that begins with the same word, or before the closing noise."""
    fresh = [kid for kid in kids if kid.fresh and not kid.gone]
    if not fresh:
        return kids
    old = [kid for kid in kids if not kid.fresh]
    last: dict[str, int] = {}
    end = -1
    for place, kid in enumerate(old):
        if not kid.noise:
            last[kid.text.split(" ", 1)[0]] = end = place
    after: dict[int, list[Node]] = {}
    alike = [kid for kid in fresh if kid.text.split(" ", 1)[0] in last]
    for kid in (*alike, *(kid for kid in fresh if kid.text.split(" ", 1)[0] not in last)):
        after.setdefault(last.get(kid.text.split(" ", 1)[0], end), []).append(kid)
    out = after.get(-1, [])
    for place, kid in enumerate(old):
        out.append(kid)
        out.extend(after.get(place, ()))
    return out


def _blank(raw: str | None) -> str:
    return raw[: len(raw) - len(raw.lstrip())] if raw else ""
