"""Say what is wrong with the knowledge and the policies of a network repository, as it is at one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge_cases import tried
from bot.knowledge_reach import unreachable
from bot.own_knowledge import own, rules_named
from bot.policies import policy_set
from schemas.finding import ordered

if TYPE_CHECKING:
    from bot.files import Files
    from schemas.finding import Finding


def unsound(files: Files) -> tuple[Finding, ...]:
    """Return every finding: what would block all changes once it is merged, what no device can use, cases."""
    found, wrong = own(files)
    policies, broken = policy_set(files)
    named = rules_named((*found.blueprints, *found.snippets, *found.guides), (one.id for one in policies.rules))
    return ordered((*wrong, *named, *broken, *unreachable(files, found), *tried(files, found)))
