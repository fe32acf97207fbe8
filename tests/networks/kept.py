"""Recorded answers about the kinds and the example campus, in one file: the same bytes for the same answers."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.kept_answers import KeptAnswers, key
from bot.surroundings import said
from pipeline.semantic.query import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.ports import Analyzer
    from pipeline.semantic.network import Networks
    from pipeline.semantic.query import Query

HOME = Path(__file__).parent / "kinds"
FILE, CAMPUS = HOME / "answers.jsonl.xz", HOME / "campus.jsonl.xz"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}]


class Keeping:
    """Kept answers in a folder, those too that the analyzer could not give: what it said then is kept beside them."""

    def __init__(self, folder: Path, behind: Analyzer | None) -> None:
        self._folder, self._known = folder, KeptAnswers(folder, behind)
        self._live = behind is not None
        self.keys: set[str] = set()
        self.sources: dict[str, str] = {}

    @property
    def source(self) -> tuple[tuple[str, str], ...]:
        """Who answered."""
        return self._known.source

    def answer(
        self, networks: Networks, queries: Sequence[Query], heard: Callable[[Query, Reply], None]
    ) -> dict[Query, Reply]:
        """Return what is kept, and ask for the rest."""
        names = {query: key(query, networks) for query in queries}
        failed = {query: self._failure(name) for query, name in names.items() if self._failure(name)}
        found = self._known.answer(networks, [query for query in queries if query not in failed], heard)
        found |= {query: Reply(failure=text) for query, text in failed.items()}
        for query, reply in found.items():
            if self._live and not reply.answered and query not in failed:
                told = {"key": names[query], "failure": reply.failure}
                (self._folder / f"{names[query]}.failed").write_text(json.dumps(told), encoding="utf-8")
        self.keys |= set(names.values())
        self.sources |= {name: version for name, version in self._known.source if name != "answers"}
        return {query: found[query] for query in queries}

    def _failure(self, name: str) -> str:
        path = self._folder / f"{name}.failed"
        return str(json.loads(path.read_text(encoding="utf-8"))["failure"]) if path.exists() else ""


def write(folder: Path, keys: set[str], file: Path = FILE) -> None:
    """Put the kept answers with these names into a file."""
    paths = [folder / f"{name}.{end}" for name in sorted(keys) for end in ("json", "failed")]
    lines = [
        json.dumps(json.loads(path.read_text(encoding="utf-8")), sort_keys=True) for path in paths if path.exists()
    ]
    file.write_bytes(lzma.compress("\n".join(lines).encode(), format=lzma.FORMAT_XZ, filters=_FILTERS))


def analyzer(folder: Path) -> Analyzer:
    """Return the live service of `GAINS_BATFISH_HOST`, or the recorded answers, laid into a folder."""
    if said("GAINS_BATFISH_HOST"):
        from bot.adapters.batfish import Batfish
        from bot.analyzer_settings import AnalyzerSettings

        return Batfish(AnalyzerSettings().hosts)
    for line in (line for file in (FILE, CAMPUS) for line in lzma.decompress(file.read_bytes()).decode().splitlines()):
        one = json.loads(line)
        end = "failed" if "failure" in one else "json"
        (folder / f"{one['key']}.{end}").write_text(line, encoding="utf-8")
    return Keeping(folder, None)
