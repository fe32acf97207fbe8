"""Whether the intent could be read and compiled against the network that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.finding import Severity
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case


def _assess(case: Case) -> Assessed:
    wrong = [item for item in case.draft.findings if item.severity is Severity.ERROR]
    if wrong:
        return Assessed((Check(name="intent", outcome="FAIL", reason=f"{len(wrong)} findings block; see findings"),))
    reason = "read, and compared with inventory and running configurations"
    return Assessed((Check(name="intent", outcome="PASS", reason=reason),))


PLUGIN = Assessor(rank=10, assess=_assess)
