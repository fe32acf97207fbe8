"""Reproducibility: the same inputs give the same bytes, again and in another process with other hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from bot.measures.base import Measured, Ran, Words, share
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from bot.golden import Golden

ELSEWHERE = Words("reproducibility/other-process", "cases", "cases with the same manifest digests in another process")
_AGAIN = """
import json, sys
from bot.golden import files_in
from bot.propose import propose_intents
out = {}
for name, roots, intents in json.load(sys.stdin):
    files = files_in(roots)
    out[name] = [one.digest for one in propose_intents(files, files, intents).packages]
print(json.dumps(out))
"""
_SECONDS = 1800


def measure(ran: tuple[Ran, ...]) -> Measured:
    """Make every package again in a process whose strings hash otherwise, and compare digests."""
    again = _again([one.case for one in ran])
    differ = [one.case.name for one in ran if again[one.case.name] != [item.digest for item in one.done.packages]]
    return Measured((share(ELSEWHERE, differ, len(ran)),), sound=not differ)


def _again(cases: list[Golden]) -> dict[str, list[str]]:
    given = json.dumps([[one.name, one.roots, one.intents] for one in cases])
    done = subprocess.run(
        [sys.executable, "-c", _AGAIN],
        input=given, capture_output=True, text=True, check=False, timeout=_SECONDS,
        env={"PYTHONHASHSEED": "4711", "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    if done.returncode:
        raise SettingsError(f"another process came to nothing: {done.stderr.strip().splitlines()[-1:]}")
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


PLUGIN = measure
