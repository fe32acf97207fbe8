"""Edit the text of an inventory in place: every line that is not meant stays as it is, comments too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pipeline.errors import InvalidIntentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemas.inventory import Link


def devices(
    text: str, new: Iterable[Mapping[str, str]], sets: Mapping[str, Mapping[str, str]], removed: set[str]
) -> str:
    """Return the text of devices.yaml with items added, fields set and items taken away."""
    items = _items(text, "devices")
    edits: list[tuple[int, int, str]] = []
    for node in items:
        fields = {key.value: value for key, value in node.value}
        name = fields["name"].value
        if name in removed:
            edits.append(_whole(text, node))
        elif name in sets and node.flow_style:
            item = {**yaml.safe_load(text[node.start_mark.index : node.end_mark.index]), **sets[name]}
            flow = yaml.safe_dump(item, default_flow_style=True, sort_keys=False, width=10_000).strip()
            edits.append((node.start_mark.index, node.end_mark.index, flow))
        elif name in sets:
            edits += _set(text, node, fields, sets[name])
    added = [_block(item) for item in new]
    return _applied(text, edits, _appended(text, items, "devices", added))


def links(text: str, new: Iterable[Link], cut: set[Any]) -> str:
    """Return the text of links.yaml with cables added and taken away."""
    items = _items(text, "links")
    edits = []
    for node in items:
        data = yaml.safe_load(text[node.start_mark.index : node.end_mark.index]) if node.flow_style else _data(node)
        ends = sorted((data[side]["device"], data[side]["interface"]) for side in ("a", "b"))
        if tuple(ends) in cut:
            edits.append(_whole(text, node))
    added = [
        f"a: {{device: {_word(one.a.device)}, interface: {_word(one.a.interface)}}}\n"
        f"b: {{device: {_word(one.b.device)}, interface: {_word(one.b.interface)}}}"
        for one in new
    ]
    return _applied(text, edits, _appended(text, items, "links", added))


def _items(text: str, key: str) -> list[Any]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise InvalidIntentError(f"inventory/{key}.yaml cannot be read: {error}", hint="mend it first") from error
    if root is None:
        return []
    for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if name.value == key and isinstance(value, yaml.SequenceNode):
            if value.flow_style and value.value:
                raise InvalidIntentError(
                    f"inventory/{key}.yaml: the list is written in brackets", hint="write one item a line, with `- `"
                )
            return list(value.value)
    raise InvalidIntentError(f"inventory/{key}.yaml has no list `{key}`", hint="mend it first")


def _data(node: Any) -> dict[str, Any]:
    return {
        key.value: _data(value) if isinstance(value, yaml.MappingNode) else value.value for key, value in node.value
    }


def _set(text: str, node: Any, fields: Mapping[str, Any], values: Mapping[str, str]) -> list[tuple[int, int, str]]:
    edits, fresh = [], []
    for name, value in values.items():
        if name in fields:
            edits.append((fields[name].start_mark.index, fields[name].end_mark.index, _word(value)))
        else:
            fresh.append(f"{' ' * node.start_mark.column}{name}: {_word(value)}\n")
    if fresh:
        at = _line_end(text, fields["name"].end_mark.index)
        edits.append((at, at, "".join(fresh)))
    return edits


def _whole(text: str, node: Any) -> tuple[int, int, str]:
    """Return an edit that takes an item away, from its dash to the end of its last word's line."""
    begin = text.rindex("\n", 0, node.start_mark.index) + 1 if "\n" in text[: node.start_mark.index] else 0
    return begin, _line_end(text, _last(node)), ""


def _last(node: Any) -> int:
    """Return where an item's last word ends; the end mark of a block is only where the next thing begins."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    final = node.value[-1]
    return _last(final[1] if isinstance(final, tuple) else final)


def _line_end(text: str, index: int) -> int:
    at = text.find("\n", index)
    return len(text) if at < 0 else at + 1


def _appended(text: str, items: list[Any], key: str, added: list[str]) -> tuple[int, int, str] | None:
    if not added:
        return None
    margin = " " * (items[0].start_mark.column - 2 if items else 2)
    lines = "".join(
        f"{margin}{'- ' if number == 0 else '  '}{line}\n"
        for item in added
        for number, line in enumerate(item.split("\n"))
    )
    if items:
        at = _line_end(text, _last(items[-1]))
        return at, at, lines if text[:at].endswith("\n") else "\n" + lines
    root = yaml.compose(text, Loader=yaml.SafeLoader) if text.strip() else None
    if root is None:
        return len(text), len(text), f"{key}:\n{lines}"
    value = next(value for name, value in root.value if name.value == key)
    return value.start_mark.index, value.end_mark.index, "\n" + lines.rstrip("\n")


def _applied(text: str, edits: list[tuple[int, int, str]], appended: tuple[int, int, str] | None) -> str:
    for begin, end, word in sorted([*edits, *([appended] if appended else [])], reverse=True):
        text = text[:begin] + word + text[end:]
    return text


def _block(item: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {_word(value)}" for name, value in item.items())


def _word(value: str) -> str:
    return yaml.safe_dump(value, width=10_000).removesuffix("\n").removesuffix("\n...")
