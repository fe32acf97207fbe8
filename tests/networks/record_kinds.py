"""Try every kind on a live analyzer and keep what it says.

    python -m tests.networks.record_kinds --batfish HOST[:PORT]

What is written is never edited: the answers, the verdicts, and the page that shows them. Interrupted, it goes on where
it was: `--folder` holds what was answered already. Without a service, the cases that are wholly there are written.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.adapters.batfish import Batfish
from bot.adapters.kept_answers import MISS
from pipeline.errors import AnalyzerError
from pipeline.semantic.verdict import queries
from tests.networks import kept, kind_page
from tests.networks.kinds import GOOD, change, told, tried

VERDICTS = Path(__file__).parent / "kinds" / "verdicts.json"
FORMS = (("as it is", False), ("with more", True))


def main() -> None:
    """Record."""
    said = argparse.ArgumentParser(prog="python -m tests.networks.record_kinds", description=__doc__)
    said.add_argument("--batfish", default="", help="HOST[:PORT] of a live service")
    said.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "gains-recorded-kinds")
    asked = said.parse_args()
    known = kept.Keeping(asked.folder, Batfish((asked.batfish,)) if asked.batfish else None)
    cases: dict[str, Any] = {}
    for case in GOOD:
        row = {form: one for form, more in FORMS if (one := _row(case, known, more=more))}
        name = f"{case.parent.name}/{case.name}"
        print(name, "recorded" if len(row) == len(FORMS) else "NOT RECORDED", flush=True)
        if len(row) == len(FORMS):
            cases[name] = row
    text = json.dumps({"source": known.sources, "cases": cases}, indent=1, sort_keys=True) + "\n"
    VERDICTS.write_text(text, encoding="utf-8")
    kind_page.PAGE.write_text(kind_page.page(json.loads(text)), encoding="utf-8")
    kept.write(asked.folder, known.keys)
    print(f"{kept.FILE}: {len(known.keys)} answers, {kept.FILE.stat().st_size} bytes")


def _row(case: Path, known: kept.Keeping, *, more: bool) -> dict[str, Any]:
    one = tried(case, more=more)
    try:
        replies = known.answer(one.networks, queries(change(one)), lambda query, reply: None)
    except AnalyzerError:
        return {}
    if any(reply.failure == MISS for reply in replies.values()):
        return {}
    return {name: asdict(item) for name, item in told(one, replies).items()}


if __name__ == "__main__":
    main()
