"""Recorded answers about the kinds and the example campus, in one file: the same bytes for the same answers."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.kept_answers import KeptAnswers
from bot.surroundings import said

if TYPE_CHECKING:
    from bot.ports import Analyzer

FILE = Path(__file__).parent / "kinds" / "answers.jsonl.xz"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}]


def write(folder: Path, keys: set[str]) -> None:
    """Put the kept answers with these names into the file."""
    lines = [
        json.dumps(json.loads((folder / f"{key}.json").read_text(encoding="utf-8")), sort_keys=True)
        for key in sorted(keys)
        if (folder / f"{key}.json").exists()
    ]
    FILE.write_bytes(lzma.compress("\n".join(lines).encode(), format=lzma.FORMAT_XZ, filters=_FILTERS))


def analyzer(folder: Path) -> Analyzer:
    """Return the live service of `GAINS_BATFISH_HOST`, or the recorded answers, laid into a folder."""
    if said("GAINS_BATFISH_HOST"):
        from bot.adapters.batfish import Batfish
        from bot.analyzer_settings import AnalyzerSettings

        return Batfish(AnalyzerSettings().hosts)
    for line in lzma.decompress(FILE.read_bytes()).decode().splitlines():
        (folder / f"{json.loads(line)['key']}.json").write_text(line, encoding="utf-8")
    return KeptAnswers(folder, None)
