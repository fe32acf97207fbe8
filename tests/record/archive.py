"""Archives: kept answers of one set of comparisons in one file, the same bytes for the same answers."""

from __future__ import annotations

import json
import lzma
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).parent / "answers"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}]


def write(name: str, folder: Path, keys: set[str]) -> Path:
    """Put the kept answers with these keys into the archive of a set; what nobody asked for is left out.

    A key without an answer is written down, too: the service was asked and gave none.
    """
    lines = []
    for key in sorted(keys):
        kept = folder / f"{key}.json"
        line = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {"key": key, "unanswered": True}
        lines.append(json.dumps(line, sort_keys=True))
    HOME.mkdir(exist_ok=True)
    path = HOME / f"{name}.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(lines).encode(), format=lzma.FORMAT_XZ, filters=_FILTERS))
    return path


def unpack(folder: Path) -> Path:
    """Lay every recorded answer into a folder, as `gains compare --answers` keeps them."""
    folder.mkdir(parents=True, exist_ok=True)
    for line in _lines():
        if not line.get("unanswered"):
            (folder / f"{line['key']}.json").write_text(json.dumps(line, sort_keys=True), encoding="utf-8")
    return folder


@cache
def asked() -> frozenset[str]:
    """Return the keys of all that the service was asked, answered or not."""
    return frozenset(str(line["key"]) for line in _lines())


def versions() -> dict[str, str]:
    """Return who gave the recorded answers: version by name."""
    source = next((line["source"] for line in _lines() if not line.get("unanswered")), ())
    return {str(name): str(version) for name, version in source}


def _lines() -> Iterator[dict[str, Any]]:
    for path in sorted(HOME.glob("*.jsonl.xz")):
        for line in lzma.decompress(path.read_bytes()).decode().splitlines():
            yield json.loads(line)
