"""Where templates run: they reach nothing, change nothing, and end, whatever an organisation writes into them.

jinja2's immutable sandbox keeps a template from reaching out. It does not keep it from working for ever, or from
filling the memory: so loops and calls are counted, and texts may grow only so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

T = TypeVar("T")
MOST_STEPS = 50_000
"""Turns of loops and calls of one rendering."""
MOST_SIGNS = 200_000
"""Length of any text or list that is made."""
BUDGET = "gains_steps_left"
"""The name under which a rendering is given its budget; a template that puts something else there is stopped."""
_FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "first", "float", "format", "int", "items", "join", "last"),
    *("length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select"),
    *("selectattr", "sort", "string", "sum", "trim", "unique", "upper"),
)
"""Filters of jinja2 that templates may use; the others pad, wrap, or write HTML."""
_METHODS = frozenset(
    ("endswith", "isdecimal", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "rpartition", "rsplit")
) | {"rstrip", "split", "startswith", "strip", "upper"}
"""What may be called of a text; the others pad or repeat."""
_WIDE = re.compile(r"%[^a-zA-Z%]*(?:\d{4}|\*)")
_TAKEN = ("range", "lipsum", "cycler", "joiner", "dict")
"""What jinja2 gives to every template, and nobody needs here."""


class Budget:
    """What is left of the turns of one rendering; no template can make one."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_STEPS


class _Generator(CodeGenerator):
    """Python of a template, in which texts are joined by a function that looks at their length."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - the library's name
        """Write a joining."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """What templates are compiled and run in."""

    code_generator_class = _Generator
    intercepted_binops = frozenset(("+", "*", "**", "%", "-", "//", "/"))

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            keep_trailing_newline=False,
        )
        for name in _TAKEN:
            self.globals.pop(name, None)
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters.update(counted=_counted, format=_format, join=_join, replace=_replace)

    def _generate(self, source: nodes.Template, *arguments: Any, **named: Any) -> str:
        for loop in source.find_all(nodes.For):
            if not (isinstance(loop.iter, nodes.Filter) and loop.iter.name == "counted"):
                loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
                loop.set_environment(self)
        return super()._generate(source, *arguments, **named)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - the library's
        """Call something, within the budget."""
        _spend(__context)
        if isinstance(getattr(__obj, "__self__", None), str | int | float | bytes) and __obj.__name__ not in _METHODS:
            raise SecurityError(f"{__obj.__name__} is not called here; there are {', '.join(sorted(_METHODS))}")
        return _checked(super().call(__context, __obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Refuse `str.format`, which fills up to any width."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("the filter `format` fills texts in, not the method")
        return None

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Count with numbers, and add texts and lists; nothing is repeated or raised to a power."""
        if operator == "+" or all(isinstance(value, int | float) for value in (left, right)):
            if operator == "**":
                raise SecurityError("powers are not needed here")
            return _checked(super().call_binop(context, operator, left, right))
        raise SecurityError(f"{operator} is for numbers; the filter `format` fills texts in")

    def joined(self, parts: Iterable[Any]) -> str:
        """Join texts, as `~` does."""
        return _checked("".join(_text(part) for part in parts))


def _text(part: Any) -> str:
    return part if isinstance(part, str) else str(part)


def _spend(context: Context) -> None:
    budget = context.get(BUDGET)
    if not isinstance(budget, Budget):
        raise SecurityError(f"{BUDGET} is not a name for anything else")
    budget.left -= 1
    if budget.left < 0:
        raise SecurityError(f"the template takes more than {MOST_STEPS} turns of loops and calls")


@pass_context
def _counted(context: Context, value: Iterable[Any]) -> Iterator[Any]:
    for item in value:
        _spend(context)
        yield item


def _checked(value: T) -> T:
    if isinstance(value, int) and abs(value) > 10**30:
        raise SecurityError("a number grows without end")
    if isinstance(value, Sized):
        _fits(len(value))
    return value


def _fits(length: int) -> None:
    if length > MOST_SIGNS:
        raise SecurityError(f"a text or list of {length} parts, expected at most {MOST_SIGNS}")


def _format(value: object, *arguments: object, **named: object) -> str:
    """Fill a text in, as `%` of Python does, to at most three digits of width."""
    pattern = str(value)
    if _WIDE.search(pattern):
        raise SecurityError(f"{pattern!r} fills up to a width of more than three digits")
    _fits(sum(len(str(one)) for one in (pattern, *arguments, *named.values())) * 2)
    return pattern % (named or arguments)


def _join(value: Iterable[object], between: str = "", attribute: str | None = None) -> str:
    parts = [str(part if attribute is None else getattr(part, attribute)) for part in value]
    _fits(sum(map(len, parts)) + len(between) * len(parts))
    return between.join(parts)


def _replace(value: object, old: str, new: str) -> str:
    text = str(value)
    _fits(len(text) + text.count(old) * len(new))
    return text.replace(old, new)
