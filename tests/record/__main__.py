"""Ask a live analyzer about every set again and keep what it says: `python -m tests.record --batfish HOST[:PORT]`.

An archive is refreshed by this command and never edited. Interrupted, it goes on where it was: `--folder` holds what
was answered already; a folder of another version of the service must be thrown away first.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bot.adapters.batfish import Batfish
from bot.adapters.kept_answers import KeptAnswers, key
from bot.compare import change_of, compare
from pipeline.semantic.verdict import queries
from schemas.declared import Declared
from tests.record import archive, matrix
from tests.record.sets import SETS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def main() -> None:
    """Record the named sets, all of them unless some are named."""
    said = argparse.ArgumentParser(prog="python -m tests.record", description=__doc__)
    said.add_argument("sets", nargs="*", default=sorted(SETS), help=f"of {', '.join(sorted(SETS))}")
    said.add_argument("--batfish", required=True, help="HOST[:PORT] of a live service")
    said.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "gains-recorded")
    asked = said.parse_args()
    known = KeptAnswers(asked.folder, Batfish((asked.batfish,)))
    for name in asked.sets:
        keys: set[str] = set()
        seen = {}
        for case in SETS[name]():
            found = compare(case.networks, Declared(), known, lambda query, reply: None)
            seen[case] = found
            keys |= {key(query, case.networks) for query in queries(change_of(case.networks, Declared()))}
            print(f"{found.semantics.outcome:<13}{case.name}", flush=True)
        if name == "breakages":
            (REFERENCE / matrix.PAGE).write_text(matrix.page(seen), encoding="utf-8")
        path = archive.write(name, asked.folder, keys)
        print(f"{path}: {len(keys)} answers, {path.stat().st_size} bytes", flush=True)


main()
