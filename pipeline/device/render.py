"""From a model back to text: what no command touched stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.device.model import Model, Node


def render(model: Model) -> str:
    """Return the configuration as text; new lines stand after the last line of their block that begins alike."""
    if not model.journal:
        return model.text
    out: list[str] = []
    mark = model.grammar.behaviour.separator
    assert model.root.kids is not None
    for node in _arranged(model, model.root.kids):
        if node.start >= 0 and (node.noise or _untouched(node)) and not node.gone:
            out.append(model.text[node.start : node.end])
        elif node.gone:
            out.extend(_comments(model, node))
        else:
            whole = node.fresh and not node.flat and bool(node.kids or node.tail)
            if whole and mark and out and f"\n{out[-1]}".rstrip().rpartition("\n")[2] not in ("", mark):
                out.append(f"{mark}\n")
            out.extend(line + "\n" for line in _lines(model, node))
            if whole and mark:
                out.append(f"{mark}\n")
    text = "".join(piece if piece.endswith("\n") or not piece else piece + "\n" for piece in out)
    return text if model.text.endswith("\n") or not model.text else text.removesuffix("\n")


def _untouched(node: Node) -> bool:
    """Tell whether an outermost line and its block are as the text has them."""
    return node.raw is not None and node.book is None and not node.typed


def _after(model: Model, node: Node) -> list[str]:
    """Return the lines after an outermost block that say nothing: comments, empty lines, what leaves it."""
    lines = model.text[node.start : node.end].removesuffix("\n").split("\n")
    end = len(lines)
    while end > 1:
        line = lines[end - 1].strip()
        if line and line[0] != "!" and (node.typed or not model.grammar.leave.fullmatch(line)):
            break
        end -= 1
    return lines[end:]


def _comments(model: Model, node: Node) -> Iterator[str]:
    """Yield the comments after a block that went; they may be about the next one."""
    if node.start >= 0 and not node.noise:
        yield from (line + "\n" for line in _after(model, node) if line.startswith("!") and line.strip(" !\t\r"))


def _lines(model: Model, node: Node) -> Iterator[str]:
    """Yield the lines of an outermost block that was touched."""
    if node.flat:
        for kid in _sorted(model, node):
            if not kid.gone:
                yield f"{node.text} {kid.text}" if kid.raw is None else kid.raw
    elif node.start >= 0 and node.tail and not node.typed:
        yield model.text[node.start : node.end].removesuffix("\n")
    else:
        yield from _block(model, node, "")
        if node.typed and node.start >= 0:
            yield from _after(model, node)


def _block(model: Model, node: Node, indent: str) -> Iterator[str]:
    if node.typed:
        yield indent + node.typed[0].strip() if node.raw is None else node.raw
        yield from node.typed[1:]
        return
    yield indent + node.text if node.raw is None else node.raw
    if not node.kids:
        return
    inner = next((_blank(kid.raw) for kid in node.kids if kid.raw and not kid.noise), "")
    if not inner:
        inner = (_blank(node.raw) if node.raw is not None else indent) + model.grammar.behaviour.indent
    for kid in _sorted(model, node):
        if not kid.gone:
            yield from _block(model, kid, inner)


def _sorted(model: Model, node: Node) -> Sequence[Node]:
    """Return the lines of a block in the order in which the device shows them."""
    kids = node.kids or []
    if node.book is not None and node.book.entries is not None:
        return sorted(kids, key=lambda kid: kid.slot)
    return _arranged(model, kids)


def _arranged(model: Model, kids: list[Node]) -> Sequence[Node]:
    """Put new lines after the last one that begins with the same word, or before the closing noise."""
    fresh = [kid for kid in kids if kid.fresh and not kid.gone]
    if not fresh:
        return kids
    old = [kid for kid in kids if not kid.fresh]
    last: dict[str, int] = {}
    end = -1
    for place, kid in enumerate(old):
        if not kid.noise and not model.grammar.last.fullmatch(kid.text):
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
