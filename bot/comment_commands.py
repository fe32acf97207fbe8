"""Commands in comments: the exact grammar. Pure.

A command is a whole line at the left edge of a comment that was never edited, outside of quotes and of code; there is
one in a comment, or none is heard. No word of it reaches a shell, a path or a template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from schemas.forge import Comment

Verb = Literal["help", "replan", "rebuild", "revert", "explain", "approve-degraded", "reject", "allow"]
_PLAIN = re.compile(r"/gains (help|replan|rebuild|revert)")
_EXPLAIN = re.compile(r"/gains (explain) ([A-Za-z0-9][A-Za-z0-9._-]{0,62}:[1-9][0-9]{0,6})")
_REASON = re.compile(r"/gains (approve-degraded|reject) (\S(?:.{1,298}\S)?)")
_ALLOW = re.compile(r"/gains (allow) ([0-9a-f]{40}|[0-9a-f]{64})")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
HELP = """One command a comment, alone on its line:

| command | what it does | who |
|---|---|---|
| `/gains replan` | makes the package again | whoever may write |
| `/gains explain <device>:<line>` | says where a line of a candidate comes from | whoever may write |
| `/gains approve-degraded <reason>` | accepts what nobody looked at, beside the approvals | who could approve |
| `/gains reject <reason>` | blocks this head | whoever may write |
| `/gains rebuild` | builds a branch of the bot's anew, over commits of people | whoever may write |
| `/gains revert` | opens a pull request that takes a merged change back | whoever may write |
| `/gains allow <full commit>` | brings exactly that commit of a fork in | whoever may write |
| `/gains help` | this | whoever may write |

Approvals are given by review, not by comment.
"""


@dataclass(frozen=True, slots=True)
class Command:
    """What was asked for."""

    verb: Verb
    argument: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """It was meant for the bot, and is no command."""

    why: str


def parse(comment: Comment) -> Command | NotUnderstood | None:
    """Return the command of a comment; None where nothing in it is meant for the bot."""
    lines = [line for line in _outside(comment.body) if line == "/gains" or line.startswith("/gains ")]
    if not lines or comment.marker:
        return None
    if comment.edited_at != comment.created_at:
        return NotUnderstood("the comment was edited; write a new one")
    if len(lines) > 1:
        return NotUnderstood("there is more than one command in the comment; write one a comment")
    for pattern in (_PLAIN, _EXPLAIN, _REASON, _ALLOW):
        if found := pattern.fullmatch(lines[0]):
            verb, *argument = found.groups()
            return Command(cast("Verb", verb), "".join(argument))
    return NotUnderstood("that is no command; `/gains help` lists them")


def _outside(body: str) -> list[str]:
    """Return the lines outside of blocks of code."""
    out, fence = [], ""
    for line in body.replace("\r\n", "\n").split("\n"):
        mark = _FENCE.match(line)
        if fence:
            closing = mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not line.strip(" `~")
            fence = "" if closing else fence
        elif mark:
            fence = mark[1]
        else:
            out.append(line)
    return out
