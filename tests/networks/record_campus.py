"""Try every intent of the example campus on a live analyzer and keep what it says.

    python -m tests.networks.record_campus --batfish HOST[:PORT]

It prints the verdicts; those that are expected stand in `kinds/campus.yaml`, written by a person.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bot.adapters.batfish import Batfish
from tests.networks import kept
from tests.networks.campus_verdicts import INTENTS, verdict


def main() -> None:
    """Record."""
    said = argparse.ArgumentParser(prog="python -m tests.networks.record_campus", description=__doc__)
    said.add_argument("--batfish", required=True, help="HOST[:PORT] of a live service")
    said.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "gains-recorded-campus")
    asked = said.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    known = kept.Keeping(asked.folder, Batfish((asked.batfish,)))
    for name in INTENTS:
        seen = verdict(name, known)
        print(name, seen["outcome"], seen["not_pass"], seen["errors"][:5], flush=True)
    kept.write(asked.folder, known.keys, kept.CAMPUS)
    print(f"{kept.CAMPUS}: {len(known.keys)} answers, {kept.CAMPUS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
