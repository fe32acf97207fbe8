"""Compare two models in what they mean; blocks that are equal as text are never parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device import flat, vlans
from pipeline.device.meaning import JOIN, Meaning, read
from pipeline.device.parse import book, kids, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.model import Model, Node


def first_difference(expected: Model, actual: Model) -> tuple[str, str] | None:
    """Return the first wanted line that is missing with what is there instead, or a line too much, or None.

    The order of lines counts where the device follows it: entries of a filter, lists of outermost lines, classes of a
    policy. Everywhere else it does not, nor do separators, comments and empty lines.
    """
    theirs = book(actual, actual.root).by_text
    mine = book(expected, expected.root).by_text
    gathered = expected.grammar.gathered
    for text, node in mine.items():
        if text.startswith(gathered):
            continue
        other = theirs.get(text)
        if other is not None and (
            _same_text(expected, node, actual, other) or _same_lines(expected, node, actual, other)
        ):
            continue
        if found := _difference(_meaning(expected, [node]), _meaning(actual, [other] if other else [])):
            return found if other else (found[0], _instead(found[0], [line for line in theirs if line not in mine]))
    extra = [node for text, node in theirs.items() if text not in mine and not text.startswith(gathered)]
    if extra and (found := _difference(_meaning(expected, []), _meaning(actual, extra))):
        return found
    if not gathered:
        return None
    left, right = list(_together(expected)), list(_together(actual))
    if len(left) == len(right) and all(
        one.text == two.text
        and (_same_text(expected, one, actual, two) or not _difference(_joint(expected, [one]), _joint(actual, [two])))
        for one, two in zip(left, right, strict=True)
    ):
        return None
    return _difference(_joint(expected, left), _joint(actual, right))


def _same_text(expected: Model, one: Node, actual: Model, two: Node) -> bool:
    """Tell whether two outermost blocks that no command touched are equal as text."""
    if one.start < 0 or one.book or two.book:
        return False
    if one.text in expected.twins or two.text in actual.twins:
        return False
    return expected.text[one.start : one.end] == actual.text[two.start : two.end]


def _same_lines(expected: Model, one: Node, actual: Model, two: Node) -> bool:
    """Tell whether two blocks hold equal lines in one order, and nothing outside them decides what these mean.

    False says nothing: their meanings have to be compared.
    """
    if one.flat or two.flat or one.tail != two.tail or bool(one.typed) != bool(two.typed):
        return False
    if one.text in expected.twins or two.text in actual.twins:
        return False
    mine, theirs = lines_of(expected, one), lines_of(actual, two)
    if not mine and not theirs:
        return True
    grammar = expected.grammar
    mode = grammar.by_name.get(one.mode)
    if one.mode != two.mode or (mode is not None and mode.entries):
        return False
    left = [kid for kid in mine if not kid.gone and not kid.noise]
    right = [kid for kid in theirs if not kid.gone and not kid.noise]
    return len(left) == len(right) and all(
        kid.text == other.text
        and not any(line.fullmatch(kid.text) for _, line, _, _ in grammar.idle)
        and _same_lines(expected, kid, actual, other)
        for kid, other in zip(left, right, strict=True)
    )


def _meaning(model: Model, nodes: list[Node]) -> Meaning:
    meaning = Meaning()
    for node in nodes:
        if not model.grammar.defaults.find("global", node.text, whole=True):
            read(model, node, node.text, meaning)
    return meaning


def _together(model: Model) -> Iterator[Node]:
    """Yield the outermost lines that mean something only together with others."""
    gathered = model.grammar.gathered
    for node in kids(model, model.root):
        if not node.gone and not node.noise and node.text.startswith(gathered):
            yield node


def _joint(model: Model, nodes: list[Node]) -> Meaning:
    """Return what such lines mean: VLANs one by one, numbered lists in one form, sequences in their order."""
    grammar, meaning = model.grammar, Meaning()
    for node in nodes:
        if node.gone:
            continue
        text = node.text
        if (numbers := vlans.header(model, text)) is not None:
            for vlan in sorted(numbers):
                read(model, node, f"vlan {vlan}", meaning)
        elif found := flat.parts(model, text):
            block = flat.block_of(model, text)
            if block is not None:
                read(model, block, found[0], meaning)
        elif sequence := grammar.sequence.find("global", text):
            meaning.orders.setdefault(sequence[0][0], []).append(text)
        else:
            read(model, node, text, meaning)
    return meaning


def _difference(expected: Meaning, actual: Meaning) -> tuple[str, str] | None:
    missing = next((line for line in expected.lines if line not in actual.lines), None)
    extra = [line for line in actual.lines if line not in expected.lines]
    if missing is not None:
        return missing, _instead(missing, extra)
    if extra:
        return "", extra[0]
    for path in dict.fromkeys((*expected.entries, *actual.entries)):
        mine, theirs = expected.entries.get(path, []), actual.entries.get(path, [])
        if path in (expected if path in expected.entries else actual).hidden:
            wanted, got = [rest for _, rest in mine], [rest for _, rest in theirs]
        else:
            wanted, got = [f"{number} {rest}" for number, rest in mine], [f"{number} {rest}" for number, rest in theirs]
        if found := _unequal(path, wanted, got):
            return found
    for path in dict.fromkeys((*expected.orders, *actual.orders)):
        if found := _unequal(path, expected.orders.get(path, []), actual.orders.get(path, [])):
            return found
    return None


def _unequal(path: str, wanted: list[str], got: list[str]) -> tuple[str, str] | None:
    if wanted == got:
        return None
    for number in range(max(len(wanted), len(got))):
        one = wanted[number] if number < len(wanted) else ""
        two = got[number] if number < len(got) else ""
        if one != two:
            return (path + JOIN + one if one else ""), (path + JOIN + two if two else "")
    return None


def _instead(missing: str, extra: list[str]) -> str:
    """Return the line that stands where another one is missing: of the same block, and as alike as possible."""
    block, _, line = missing.rpartition(JOIN)
    best, most = "", 0
    for other in extra:
        around, _, text = other.rpartition(JOIN)
        if around != block or (not block and text.split(" ", 1)[0] != line.split(" ", 1)[0]):
            continue
        alike = sum(1 for one, two in zip(line.split(), text.split(), strict=False) if one == two)
        if alike > most:
            best, most = other, alike
    return best
