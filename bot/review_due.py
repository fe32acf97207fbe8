"""Say which knowledge that packages rest on was to be reviewed by now. Pure: the gate knows the day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.package import ChangePackage

_MOST = 5


def overdue(packages: Iterable[ChangePackage], today: str) -> tuple[str, ...]:
    """Return it in words, the longest overdue first; it is said beside the decision and decides nothing."""
    late: dict[tuple[str, str], set[str]] = {}
    for package in packages:
        read: dict[str, Any] = json.loads(dict(package.files).get("knowledge.json", b"{}"))
        for key, name in (("used", "blueprint"), ("guides", "guide")):
            for one in read.get(key, ()):
                if one.get("review_by") and one["review_by"] < today:
                    late.setdefault((one["review_by"], one[name]), set()).add(package.intent)
    said = [
        f"{item} was to be reviewed by {day}; {', '.join(sorted(late[day, item]))} rests on it"
        for day, item in sorted(late)
    ]
    rest = len(said) - _MOST
    return (*said[:_MOST], *((f"{rest} more items of knowledge were to be reviewed by now",) if rest > 0 else ()))
