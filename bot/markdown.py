"""Write what people and files say into a forge's Markdown so that it is read as text and does nothing. Pure.

Whatever comes from a repository, a pull request or a user is hostile until it is written by `text` or `code`: it could
mention people, link away, draw a table of its own, hide words by bidi characters, or begin HTML.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing (Unicode's Default_Ignorable_Code_Point beside Cf; Braille's blank)."""
_JOINER = "\u2060"
"""Word joiner: it is not seen, and what it stands in is no mention, no reference and no address any more."""
_MARKS = re.compile(r"([\\`*_\[\]|~{}])")
# GitHub and GitLab: @login, #1, GH-1, !1, ~label, %milestone, $snippet, &epic, and addresses without any marks.
_REFERENCE = re.compile(r"(@|#|!|%|\$|&amp;|~)(?=[\w\"'({])")
_ADDRESS = re.compile(r"(?i)(\w[\w+.-]*):(?=/|\S*@)|\b(www)\.|\b(gh)-(?=\d)|\b(mailto|xmpp|javascript|data):")


def visible(value: str) -> str:
    """Return one line in which every sign can be seen: those that cannot are written as escapes."""
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    kept = []
    for sign in value:
        if _unseen(sign):
            kept.append(" " if sign in "\n\r\t" else f"\\u{ord(sign):04x}")
        else:
            kept.append(sign)
    return " ".join("".join(kept).split())


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _HIDDEN or _BLANK.match(sign) is not None


def text(value: str, most: int = 1_000) -> str:
    """Return words as words, on one line."""
    line = cut(visible(value), most)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKS.sub(r"\\\1", line)
    line = _REFERENCE.sub(rf"\1{_JOINER}", line)
    return _ADDRESS.sub(_broken, line)


def _broken(found: re.Match[str]) -> str:
    word = found[0]
    return f"{word[:-1]}{_JOINER}{word[-1]}"


def code(value: str, most: int = 400) -> str:
    """Return a name or a command as code on one line, in a fence that it cannot end, fit for a table."""
    line = cut(visible(value), most).replace("|", "\\|") or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def block(lines: Iterable[str], language: str = "") -> list[str]:
    """Return lines as a block of code, in a fence that none of them can end."""
    shown = [_kept(line) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *shown, fence]


def _kept(line: str) -> str:
    """Keep the blanks of a line, and nothing else that cannot be seen."""
    return "".join(sign if sign == " " or not _unseen(sign) else f"\\u{ord(sign):04x}" for sign in line)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table; its cells are written by `text` or `code` already."""
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def cut(value: str, most: int) -> str:
    """Return at most so many signs, and say where it was cut."""
    return value if len(value) <= most else value[: most - 1].rstrip() + "…"
