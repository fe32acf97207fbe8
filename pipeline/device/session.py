"""One session at the configuration prompt: the mode it is in, and what it knows of the platform's modes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipeline.device.parse import book, lines_of
from pipeline.device.refusal import RefusedError
from pipeline.device.tree import find

if TYPE_CHECKING:
    from pipeline.device.free_text import Start
    from pipeline.device.model import Model, Node


class Session:
    """Where commands go.

    `hints` are other configurations of the same device: what one of them shows inside a block is understood there.
    """

    def __init__(self, model: Model, hints: tuple[Model, ...] = ()) -> None:
        self.model = model
        self.grammar = model.grammar
        self.hints = hints
        self.here = model.root
        self.text: Start | None = None
        """The free text that is being typed."""
        self.typed: list[str] = []
        self.over = False
        """The session left configuration mode."""

    def hinted(self, block: Node, line: str) -> Node | None:
        """Return the line as another configuration shows it in the same block."""
        for hint in self.hints:
            node = find(hint, (*block.path(), line))
            if node is not None:
                return node
        return None

    def is_header(self, block: Node, line: str) -> bool:
        """Tell whether a line enters a block: by what is known, or by what configurations show below it."""
        if self.grammar.mode(block.mode, line):
            return True
        node = book(self.model, block).by_text.get(line)
        if node is not None and _holds(self.model, node):
            return True
        shown = [(hint, found) for hint in self.hints if (found := find(hint, (*block.path(), line)))]
        if shown:
            return any(_holds(hint, found) for hint, found in shown)
        return node is None and self._family(block, line.split(" ", 1)[0])

    def locate(self, line: str) -> Node:
        """Return the block that takes a line, in the present mode or an outer one."""
        here, root = self.here, self.model.root
        if here is root or self._belongs(here, line):
            return here
        parent = here.parent
        assert parent is not None
        if self.grammar.behaviour.climb == "parents":
            node: Node | None = parent
            while node is not None and node is not root:
                if self.grammar.mode(node.mode, line) or self._shown_block(node, line):
                    return node
                node = node.parent
        else:
            mode = self.grammar.mode(parent.mode, line)
            if mode is not None and mode.name == here.mode and not mode.leave:
                return parent
        return root if self._outermost(line) else here

    def leave(self, line: str) -> None:
        """Take a command that leaves modes."""
        root = self.model.root
        if line == "end":
            self.here, self.over = root, True
            return
        if line == self.grammar.behaviour.top:
            self.here = root
            return
        if self.here is root:
            raise RefusedError(f"`{line}` leaves configuration mode")
        node: Node | None = self.here
        if line == "exit":
            node = self.here.parent
            self.here = node or root
            return
        while node is not None and node is not root:
            mode = self.grammar.by_name.get(node.mode)
            if mode is not None and mode.leave == line:
                self.here = node.parent or root
                return
            node = node.parent
        raise RefusedError(f"`{line}` is not a command of this mode")

    def _belongs(self, here: Node, line: str) -> bool:
        grammar, mode = self.grammar, here.mode
        if line in book(self.model, here).by_text or grammar.mode(mode, line) or grammar.own.find(mode, line):
            return True
        return bool(grammar.single_key(mode, line)) or self.hinted(here, line) is not None

    def _shown_block(self, block: Node, line: str) -> bool:
        node = book(self.model, block).by_text.get(line)
        if node is not None and _holds(self.model, node):
            return True
        return any((node := find(hint, (*block.path(), line))) and _holds(hint, node) for hint in self.hints)

    def _outermost(self, line: str) -> bool:
        grammar = self.grammar
        if grammar.mode("global", line) or grammar.outer.find("global", line) or grammar.vlan.fullmatch(line):
            return True
        if grammar.removals.find("global", line, whole=True) or grammar.texts.find("global", line):
            return True
        if grammar.resequence.fullmatch(line) or grammar.single_key("global", line):
            return True
        return self._shown_block(self.model.root, line)

    def _family(self, block: Node, word: str) -> bool:
        """Tell whether lines that begin with this word are headers wherever this block shows them."""
        if block is self.model.root:
            return False
        family = list(islice(book(self.model, block).beginning(word), 3))
        return bool(family) and all(_holds(self.model, node) for node in family)


def _holds(model: Model, node: Node) -> bool:
    """Tell whether a configuration shows lines below a line."""
    return not node.flat and any(not kid.noise for kid in lines_of(model, node))
