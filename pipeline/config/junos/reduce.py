"""Two texts shortened by what they share: an equal block becomes its header alone, on both sides."""

from __future__ import annotations

from pipeline.config.junos.words import is_set

_DEPTHS = (2, 4, 5, 7)


def reduce(old: str, new: str) -> tuple[str, str]:
    """Return both texts with equal blocks shortened; their trees differ exactly where those of the texts do."""
    forms = is_set(old), is_set(new)
    if forms == (True, True):
        return _grouped(old, new)
    if forms == (False, False) and _plain(old) and _plain(new):
        short_old, short_new = _blocks(old.split("\n"), new.split("\n"), "")
        return "\n".join(short_old), "\n".join(short_new)
    return old, new


def _plain(text: str) -> bool:
    """Tell whether no comment spans lines, which could hide a brace that closes nothing."""
    return text.count("/*") == 0 or all(("/*" in line) == ("*/" in line) for line in text.split("\n"))


def _cut(lines: list[str], indent: str) -> list[tuple[str, list[str]]]:
    """Cut lines into blocks that open and close at one indentation; other lines stand alone, without a header."""
    out: list[tuple[str, list[str]]] = []
    closing = indent + "}"
    depth = len(indent)
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at
        if line.endswith(" {") and line.startswith(indent) and line[depth : depth + 1] not in (" ", "\t"):
            try:
                end = lines.index(closing, at + 1)
            except ValueError:
                end = at
        out.append((line if end > at else "", lines[at : end + 1]))
        at = end + 1
    return out


def _blocks(old: list[str], new: list[str], indent: str) -> tuple[list[str], list[str]]:
    sides = _cut(old, indent), _cut(new, indent)
    maps: list[dict[str, list[str]]] = []
    for side in sides:
        found: dict[str, list[str]] = {}
        twice = set()
        for header, lines in side:
            if header in found:
                twice.add(header)
            found[header] = lines
        maps.append({header: lines for header, lines in found.items() if header and header not in twice})
    short: dict[str, tuple[list[str], list[str]]] = {}
    for header, lines in maps[0].items():
        other = maps[1].get(header)
        if other is None:
            continue
        if lines == other:
            stub = [header[:-2] + ";"]
            short[header] = stub, stub
        else:
            inner = _blocks(lines[1:-1], other[1:-1], indent + "    ")
            short[header] = [header, *inner[0], lines[-1]], [header, *inner[1], other[-1]]
    outs: tuple[list[str], list[str]] = ([], [])
    for number, side in enumerate(sides):
        for header, lines in side:
            outs[number].extend(short[header][number] if header in short else lines)
    return outs


def _grouped(old: str, new: str) -> tuple[str, str]:
    sides = [line.strip() for line in old.split("\n")], [line.strip() for line in new.split("\n")]
    for depth in _DEPTHS:
        keyed = tuple([(_prefix(line, depth), line) for line in side] for side in sides)
        groups: list[dict[str, list[str]]] = []
        for side in keyed:
            found: dict[str, list[str]] = {}
            for prefix, line in side:
                if prefix:
                    found.setdefault(prefix, []).append(line)
            groups.append(found)
        equal = {prefix for prefix, lines in groups[0].items() if groups[1].get(prefix) == lines}
        sides = _stubs(keyed[0], equal), _stubs(keyed[1], equal)
    return "\n".join(sides[0]), "\n".join(sides[1])


def _prefix(line: str, depth: int) -> str:
    """Return the first words of a statement, without its verb; empty where it has no more than these."""
    words = line.split(" ", depth + 1)
    if len(words) < depth + 2 or words[0] not in ("set", "deactivate", "protect"):
        return ""
    prefix = " ".join(words[1:-1])
    return "" if '"' in prefix or "[" in prefix else prefix


def _stubs(side: list[tuple[str, str]], equal: set[str]) -> list[str]:
    out: dict[str, None] = {}
    for prefix, line in side:
        out[f"set {prefix}" if prefix in equal else line] = None
    return list(out)
