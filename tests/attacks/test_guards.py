"""Every guard of gate, commands, files and signatures is needed: without it, attacks come through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bot import approval, comment_commands, guard, markdown, rules
from bot.comment_commands import Command
from bot.webhooks import github as github_hook
from bot.webhooks import gitlab as gitlab_hook
from schemas.settings import Approval
from tests.attacks import test_attacks as attacks
from tests.attacks import test_signatures as signatures

if TYPE_CHECKING:
    from collections.abc import Callable

NEVER = re.compile(r"(?!x)(x)")


def gate() -> list[str]:
    return [name for name, attack in attacks.GATE.items() if attack() == "approved"]


def heard() -> list[str]:
    bodies = attacks.COMMANDS.items()
    return [name for name, body in bodies if isinstance(comment_commands.parse(attacks.comment(body)), Command)]


def files() -> list[str]:
    named = frozenset({"x"})
    return [name for name, item in attacks.FILES.items() if not guard.refused([item], named, [item.path])]


def decides() -> list[str]:
    hidden = [*attacks.SECRET_WAYS, "policies/p.yaml", "configs/r1.cfg", "inventory/devices.yaml"]
    keys = attacks.TOUCHED.__slots__[1:]
    about = {
        path: rules.Touched((path, "intents/x.yaml"), *(getattr(attacks.TOUCHED, key) for key in keys))
        for path in hidden
    }
    return [path for path, touched in about.items() if not rules.wanted(Approval(), touched, None).blocked]


def shown() -> list[str]:
    harmful = ("@everyone", "#1", "https://", "www.", "javascript:a", "<", "\u202e", "\u3164", "**a")
    return [name for name, words in attacks.HOSTILE.items() if any(one in markdown.text(words) for one in harmful)]


def signed() -> list[str]:
    return [name for name, attack in signatures.ATTACKS.items() if attack()]


def nobody(*_: Any) -> str:
    return ""


def none(*_: Any) -> list[Any]:
    return []


GUARDS: dict[str, tuple[Any, str, Any, Callable[[], list[str]], int]] = {
    "who is excluded": (approval, "_excluded", nobody, gate, 15),
    "programs do not approve": (approval, "_program", lambda *_: False, gate, 2),
    "an objection stands": (approval, "_objections", none, gate, 1),
    "owners are asked": (approval, "_owners", none, gate, 2),
    "the last word of each counts": (approval, "newest", tuple, gate, 1),
    "code is not heard": (comment_commands, "_FENCE", NEVER, heard, 3),
    "a device is a device": (
        comment_commands,
        "_EXPLAIN",
        re.compile(r"/gains (explain) (.+)"),
        heard,
        3,
    ),
    "a reason is said": (comment_commands, "_REASON", re.compile(r"/gains (approve-degraded|reject) (.*)"), heard, 2),
    "a commit is named in full": (comment_commands, "_ALLOW", re.compile(r"/gains (allow) (.+)"), heard, 2),
    "words after a command": (comment_commands, "_PLAIN", re.compile(r"/gains (help|replan)(?s:.*)"), heard, 3),
    "only intents are read": (guard, "_plain_intent", lambda _: True, files, 2),
    "packages are the bot's": (guard, "_WRITTEN", "\0", files, 3),
    "what decides is known": (rules, "SENSITIVE", (), decides, 9),
    "marks are escaped": (markdown, "_MARKS", NEVER, shown, 1),
    "references are broken": (markdown, "_REFERENCE", NEVER, shown, 2),
    "addresses are broken": (markdown, "_ADDRESS", NEVER, shown, 3),
    "signs that show nothing are shown": (markdown, "_unseen", lambda _: False, shown, 2),
    "GitHub's signature": (github_hook, "_sign", lambda *_: b"", signed, 1),
    "GitLab's time": (gitlab_hook, "_LATE", float("inf"), signed, 2),
}
"""What stands in a guard's place, and how many of the named attacks nothing but that guard stops."""
TRIES = {"gate": gate, "commands": heard, "files": files, "what decides": decides, "words": shown, "signatures": signed}


@pytest.mark.parametrize("name", TRIES)
def test_with_its_guards_nothing_comes_through(name: str) -> None:
    assert TRIES[name]() == []


@pytest.mark.parametrize("name", GUARDS)
def test_without_a_guard_its_attacks_come_through(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, part, instead, attack, least = GUARDS[name]
    monkeypatch.setattr(module, part, instead)
    through = attack()
    assert len(through) >= least, f"{name}: only {through}"
