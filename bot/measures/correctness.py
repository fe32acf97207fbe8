"""Correctness: verdicts and texts as expected, commands proved, nothing left to do once a change is made."""

from __future__ import annotations

from bot.golden_text import devices, written
from bot.measures.base import Measured, Ran, Words, share

VERDICTS = Words("correctness/verdicts", "cases", "cases whose packages may be approved, or block, as they should")
PASSED = Words("correctness/must-block", "cases", "cases that must block, and do")
BLOCKED = Words("correctness/may-pass", "cases", "cases that are right, and are not blocked")
TEXTS = Words("correctness/texts", "cases", "cases with exactly the findings, commands and provenance written down")
PROVED = Words("correctness/proved", "devices", "candidates whose commands and rollback the model of the device proves")
BACK = Words("correctness/rollback", "devices", "changed devices with commands back to where they were")


def measure(ran: tuple[Ran, ...]) -> Measured:
    """Return the figures; unsound where a case comes out otherwise than it must."""
    wanted = [one for one in ran if one.case.expects]
    bad = [one for one in wanted if one.case.expects == "blocks"]
    good = [one for one in wanted if one.case.expects == "passes"]
    told = [one for one in ran if one.case.expected]
    candidates = [
        (f"{one.case.name}: {item['device']}", item)
        for one in ran
        for package in one.done.packages
        for item in devices(package)
    ]
    changed = [(name, item) for name, item in candidates if item["remediation"]]
    figures = (
        share(VERDICTS, (one.case.name for one in wanted if not _right(one)), len(wanted)),
        share(PASSED, (one.case.name for one in bad if not _right(one)), len(bad)),
        share(BLOCKED, (one.case.name for one in good if not _right(one)), len(good)),
        share(TEXTS, (one.case.name for one in told if written(one.done) != one.case.expected), len(told)),
        share(PROVED, (name for name, item in candidates if item["proof"]["verdict"] != "proved"), len(candidates)),
        share(BACK, (name for name, item in changed if not item["rollback"]), len(changed)),
    )
    return Measured(figures, sound=not (figures[0].missed or figures[3].missed or figures[4].missed))


def _right(one: Ran) -> bool:
    return one.done.blocking == (one.case.expects == "blocks")


PLUGIN = measure
