"""roles-apart: nobody asks for changes who holds two roles that must stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policies.base import Hit, Rule
from schemas.policy import About

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def judge(view: Mapping[str, Any], param: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield groups of roles of which whoever asks holds more than one."""
    held = set(view["change"]["requester_roles"])
    for group in param["apart"]:
        both = sorted(held & set(group))
        if len(both) > 1:
            yield Hit(f"who asks holds {' and '.join(both)}, which must stay apart")


PLUGIN = Rule(
    About(
        id="roles-apart",
        severity="error",
        title="Nobody asks for changes with two roles that must stay apart",
        explanation="Whoever checks changes and asks for them, too, checks nobody.",
        fix="Take one of the roles away (people in gains.yaml), or have somebody else ask.",
        references=("NIST SP 800-53, AC-5",),
        each="change",
        sees_people=True,
        parameters={"apart": []},
    ),
    judge,
)
