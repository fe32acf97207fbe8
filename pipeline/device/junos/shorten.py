"""Two texts without what they share: an equal part becomes one line that no command can write.

A command inside such a part is refused or makes a difference, and one that takes the part away cannot bring it back:
the mark would be missing. So what is proved of the short texts holds for the long ones; never the other way round.
"""

from __future__ import annotations

from pipeline.device.junos.model import MARK, written_as_set

_VERBS = frozenset(("set", "deactivate", "protect"))


def shorten(one: str, two: str) -> tuple[str, str]:
    """Return both texts, each equal part of them as one marked line; texts of two forms as they are."""
    forms = written_as_set(one), written_as_set(two)
    if one == two or forms[0] != forms[1]:
        return one, two
    left, right = one.split("\n"), two.split("\n")
    if forms[0]:
        return _paths(left, right)
    short = _blocks(left, right, "")
    return "\n".join(short[0]), "\n".join(short[1])


def _paths(left: list[str], right: list[str]) -> tuple[str, str]:
    """Keep the lines that differ with all that begin like them; of the others, the first words that tell them apart."""
    most = min(len(left), len(right))
    head = next((at for at in range(most) if left[at] != right[at]), most)
    most -= head
    tail = next((back for back in range(most) if left[-1 - back] != right[-1 - back]), most)
    different = {*left[head : len(left) - tail], *right[head : len(right) - tail]}
    stems: set[str] = set()
    for line in different:
        words = _body(line.strip()).split(" ")
        stems.update(" ".join(words[:depth]) for depth in range(1, len(words) + 1))
    return _kept(left, different, stems), _kept(right, different, stems)


def _body(line: str) -> str:
    """Return what follows the verb; nothing where a line is no statement."""
    verb, _, body = line.partition(" ")
    return body if verb in _VERBS else ""


def _kept(lines: list[str], different: set[str], stems: set[str]) -> str:
    out: dict[str, None] = {}
    shared = "\n"
    for line in lines:
        if line.startswith(shared):
            continue
        bare = line.strip()
        if line in different:
            out[bare] = None
        elif body := _body(bare):
            stem = _stem(body, stems)
            if stem == body:
                out[bare] = None
            else:
                out[f"set {stem} {MARK}"] = None
                shared = f"set {stem} "
    return "\n".join(out)


def _stem(body: str, stems: set[str]) -> str:
    """Return the first words of a statement up to the one that no differing line has there."""
    end = body.find(" ")
    while end >= 0 and body[:end] in stems:
        end = body.find(" ", end + 1)
    return body if end < 0 else body[:end]


def _blocks(left: list[str], right: list[str], indent: str) -> tuple[list[str], list[str]]:
    pieces = _cut(left, indent), _cut(right, indent)
    tables = tuple(_by_header(side) for side in pieces)
    short: dict[str, tuple[list[str], list[str]]] = {}
    for header in tables[0].keys() & tables[1].keys():
        mine, theirs = tables[0][header], tables[1][header]
        if mine == theirs:
            stub = [f"{header} {MARK}; }}"]
            short[header] = stub, stub
        else:
            inner = _blocks(mine[1:-1], theirs[1:-1], f"{indent}    ")
            short[header] = [mine[0], *inner[0], mine[-1]], [theirs[0], *inner[1], theirs[-1]]
    out: tuple[list[str], list[str]] = ([], [])
    for side, place in zip(pieces, (0, 1), strict=True):
        for header, lines in side:
            out[place].extend(short[header][place] if header in short else lines)
    return out


def _by_header(pieces: list[tuple[str, list[str]]]) -> dict[str, list[str]]:
    """Return the blocks by header, without those that a text opens twice."""
    found: dict[str, list[str]] = {}
    twice: set[str] = set()
    for header, lines in pieces:
        if header in found:
            twice.add(header)
        if header:
            found[header] = lines
    return {header: lines for header, lines in found.items() if header not in twice}


def _cut(lines: list[str], indent: str) -> list[tuple[str, list[str]]]:
    """Cut lines into blocks of one indentation; a line that opens none has no header."""
    pieces: list[tuple[str, list[str]]] = []
    last, width = f"{indent}}}", len(indent)
    at, count = 0, len(lines)
    while at < count:
        line = lines[at]
        end = at
        if line.endswith(" {") and line.startswith(indent) and line[width] not in " \t":
            end = _closed(lines, at, last)
        pieces.append((line if end > at else "", lines[at : end + 1]))
        at = end + 1
    return pieces


def _closed(lines: list[str], at: int, last: str) -> int:
    try:
        return lines.index(last, at + 1)
    except ValueError:
        return at
