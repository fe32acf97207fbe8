"""Try every kind, and the example campus, on a live analyzer and keep what it says.

    python -m tests.networks.record_kinds --batfish HOST[:PORT]

What is written is never edited: the answers, the verdicts, and the page that shows them. Interrupted, it goes on where
it was: `--folder` holds what was answered already.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.adapters.batfish import Batfish
from bot.adapters.kept_answers import KeptAnswers, key
from pipeline.semantic.verdict import queries
from tests.networks import campus_verdicts, kept, kind_page
from tests.networks.kinds import GOOD, change, told, tried

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.semantic.network import Networks
    from pipeline.semantic.query import Query, Reply

VERDICTS = Path(__file__).parent / "kinds" / "verdicts.json"


class Collecting:
    """Kept answers, and the names of those that were wanted."""

    def __init__(self, known: KeptAnswers) -> None:
        self._known = known
        self.keys: set[str] = set()
        self.sources: dict[str, str] = {}

    @property
    def source(self) -> tuple[tuple[str, str], ...]:
        """Who answered."""
        return self._known.source

    def answer(
        self, networks: Networks, wanted: Sequence[Query], heard: Callable[[Query, Reply], None]
    ) -> dict[Query, Reply]:
        """Return what is kept, and ask for the rest."""
        found = self._known.answer(networks, wanted, heard)
        self.keys |= {key(query, networks) for query in wanted}
        self.sources |= {name: version for name, version in self._known.source if name != "answers"}
        return found


def main() -> None:
    """Record."""
    said = argparse.ArgumentParser(prog="python -m tests.networks.record_kinds", description=__doc__)
    said.add_argument("--batfish", required=True, help="HOST[:PORT] of a live service")
    said.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "gains-recorded-kinds")
    asked = said.parse_args()
    known = Collecting(KeptAnswers(asked.folder, Batfish((asked.batfish,))))
    cases: dict[str, Any] = {}
    for case in GOOD:
        for form, more in (("as it is", False), ("with more", True)):
            one = tried(case, more=more)
            replies = known.answer(one.networks, queries(change(one)), lambda query, reply: None)
            found = told(one, replies)
            cases.setdefault(one.name, {})[form] = {name: asdict(item) for name, item in found.items()}
            print(one.name, form, {name: item.outcome for name, item in found.items()}, flush=True)
    campus = {}
    for name in campus_verdicts.INTENTS:
        campus[name] = campus_verdicts.verdict(name, known)
        print(name, campus[name]["outcome"], flush=True)
    written = {"source": known.sources, "cases": cases, "campus": campus}
    VERDICTS.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    kind_page.PAGE.write_text(kind_page.page(json.loads(VERDICTS.read_text(encoding="utf-8"))), encoding="utf-8")
    kept.write(asked.folder, known.keys)
    print(f"{kept.FILE}: {len(known.keys)} answers, {kept.FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
