"""Matrix: which checker saw which breakage, as a page of the reference."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.compare import Compared
    from tests.record.sets import Case

PAGE = "breakages.md"
MARK = "<!-- generated: python -m tests.record -->\n"
_SIGN = {"FAIL": "x", "INCONCLUSIVE": "?", "PASS": ""}


def page(found: Mapping[Case, Compared]) -> str:
    """Return the page for breakages and what came of each; no verdict rests on who recorded it or when."""
    checkers = sorted({one.name for seen in found.values() for one in seen.semantics.validators})
    saw: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    rows = []
    for case, seen in found.items():
        verdicts = {one.name: one.outcome for one in seen.semantics.validators}
        failed = [name for name in checkers if verdicts.get(name) == "FAIL"]
        saw.update(failed)
        alone.update(failed if len(failed) == 1 else [])
        cells = [_SIGN[verdicts.get(name, "PASS")] for name in checkers]
        lines = len(seen.semantics.coverage.unverified)
        rows.append(f"| {case.name} | {seen.semantics.outcome} | {' | '.join(cells)} | {lines or ''} |")
    outcomes = Counter(seen.semantics.outcome for seen in found.values())
    platforms = Counter(case.platform for case in found)
    counted = [f"{saw[name]} ({alone[name]})" if saw[name] else "" for name in checkers]
    return "\n".join(
        (
            MARK,
            "# Breakages, and which checker saw each",
            "",
            "A good network of our own is broken on purpose, one named way at a time, and compared with what it was",
            "without any declaration. The answers are those of a real Batfish, recorded by `python -m tests.record`.",
            "",
            f"{len(found)} breakages: {', '.join(f'{outcomes[one]} {one}' for one in sorted(outcomes))}. "
            f"By platform: {', '.join(f'{name} {number}' for name, number in sorted(platforms.items()))}.",
            "",
            "`x`: it failed the change; `?`: it could not tell. *lines*: changed lines that nothing vouches for, which",
            "keep a verdict from being PASS. `consistency` and `filters_exact` are our own checks, which need no",
            "analyzer. The last row counts: seen by it, and in brackets seen by nobody else.",
            "",
            f"| breakage | verdict | {' | '.join(name.replace('_', ' ') for name in checkers)} | lines |",
            f"|---|---|{'---|' * len(checkers)}---|",
            *rows,
            f"| **seen** | | {' | '.join(counted)} | |",
            "",
        )
    )
