"""Kept answers: what an analyzer said once about exactly these files is not asked again.

A file is named by the digest of the question, of the snapshot and of its reference. A configuration that changed has
another digest: its answer is missing, which is an honest "no answer", never a stale PASS.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.errors import AnalyzerError
from pipeline.semantic.model import REDUCED
from pipeline.semantic.query import Reply
from pipeline.semantic.variants import variants
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.ports import Analyzer
    from pipeline.semantic.network import Networks
    from pipeline.semantic.query import Query

FORM = 1
"""Version of the form of a file."""
MISS = "no answer is kept for these files, and no analyzer is connected"


class KeptAnswers:
    """Answers in a folder, in front of an analyzer or of nobody."""

    def __init__(self, folder: Path, analyzer: Analyzer | None) -> None:
        self._folder = folder
        self._analyzer = analyzer
        self._source: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> tuple[tuple[str, str], ...]:
        """Who answered, when it was asked or now; `answers: kept` where anything was not asked now."""
        return self._source

    def answer(
        self, networks: Networks, queries: Sequence[Query], heard: Callable[[Query, Reply], None]
    ) -> dict[Query, Reply]:
        """Return what is kept, and ask for the rest."""
        found: dict[Query, Reply] = {}
        sources: set[tuple[str, str]] = set()
        for query in queries:
            held = self._read(key(query, networks))
            if held is not None:
                found[query] = _reply(held)
                sources |= {(str(name), str(version)) for name, version in held["source"]}
                heard(query, found[query])
        missing = [query for query in queries if query not in found]
        if found:
            sources.add(("answers", "kept" if not missing else "partly kept"))
        if missing:
            fresh = self._fresh(networks, missing, heard, alone=not found)
            sources |= set(self._analyzer.source) if self._analyzer else set()
            found |= fresh
        self._source = tuple(sorted(sources))
        return found

    def _fresh(
        self, networks: Networks, queries: Sequence[Query], heard: Callable[[Query, Reply], None], *, alone: bool
    ) -> dict[Query, Reply]:
        if self._analyzer is None:
            if alone:
                raise AnalyzerError(MISS, hint="record them with an analyzer: --batfish HOST")
            return {query: Reply(failure=MISS) for query in queries}
        fresh = self._analyzer.answer(networks, queries, heard)
        for query, reply in fresh.items():
            if reply.answered:
                self._write(key(query, networks), query, reply)
        return fresh

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self._folder / f"{name}.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise AnalyzerError(f"{path} cannot be read: {error}", hint="delete it; it will be asked again") from error
        if not isinstance(found, dict) or found.get("form") != FORM or found.get("key") != name:
            raise AnalyzerError(f"{path} is no kept answer of this version", hint="delete it; it will be asked again")
        return found

    def _write(self, name: str, query: Query, reply: Reply) -> None:
        assert self._analyzer is not None
        self._folder.mkdir(parents=True, exist_ok=True)
        value = {
            "form": FORM,
            "key": name,
            "question": query.name,
            "of": query.of,
            "parameters": query.values,
            "source": [list(one) for one in self._analyzer.source],
            "columns": list(reply.columns),
            "rows": list(reply.rows),
        }
        path = self._folder / f"{name}.json"
        path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def key(query: Query, networks: Networks) -> str:
    """Return the name of an answer: the question, and the digests of all files that it depends on."""
    base, candidate = networks.base.digest, networks.candidate.digest
    if query.of == "model":
        # What is kept of a model is what was made of it: of texts that are sent for it, by rules that have a number.
        about = [base, candidate, variants(networks).digest, REDUCED]
    else:
        about = {"base": [base], "candidate": [candidate]}.get(query.of, [base, candidate])
    digest = digest_of({"question": query.name, "of": query.of, "parameters": query.values, "about": about})
    return f"{query.name}-{query.of}-{digest[7:31]}"


def _reply(held: dict[str, Any]) -> Reply:
    return Reply(rows=tuple(held["rows"]), columns=tuple(held["columns"]))
