"""`emergency`: what an intent that cannot wait is spared, and the follow-up that it leaves behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.registry import kinds
from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from pipeline.checks.base import Case

FILE = "follow-up.yaml"


def _assess(case: Case) -> Assessed:
    """Write the intent that somebody commits afterwards, in peace: the same change, with every gate."""
    envelope = case.draft.envelope
    if not kinds()[envelope.kind].hurried:
        return Assessed(())
    said = envelope.spec
    incident = said.get("incident", "")
    name = f"{envelope.metadata.name[:50]}-review".replace("--", "-")
    intent = {
        "apiVersion": envelope.apiVersion,
        "kind": said.get("kind", ""),
        "metadata": {
            "name": name,
            "reason": f"Review of {envelope.metadata.name}, incident {said.get('incident', '')}",
        },
        "spec": said.get("spec", {}),
    }
    lines = [f"# intents/{name}.yaml: to be committed and reviewed until {said.get('review_by', '')}."]
    lines.append("# It asks for the same again: every gate looks at it, and nothing changes where all is well.")
    lines += [f"{key}: {json.dumps(value, ensure_ascii=False, sort_keys=True)}" for key, value in intent.items()]
    document = case.draft.loaded.document
    finding = Finding(
        rule="emergency",
        severity=Severity.WARNING,
        message=f"an emergency ({said.get('incident', '')}): {said.get('cause', '')}; checks without a verdict do not "
        f"ask for one approver more",
        place=document.place(("kind",)) if document else None,
        hint=f"commit {FILE} of the package as intents/{name}.yaml until {said.get('review_by', '')}",
    )
    text = f"Incident {incident}: {said.get('cause', '')}. To be reviewed until {said.get('review_by', '')}."
    files = ((FILE, ("\n".join(lines) + "\n").encode()),)
    return Assessed((), (finding,), files=files, sections=(Section("Emergency", text),))


PLUGIN = Assessor(rank=95, assess=_assess)
