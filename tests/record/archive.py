"""Archives: kept answers of one set of comparisons in one file, the same bytes for the same answers."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

HOME = Path(__file__).parent / "answers"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}]


def write(name: str, folder: Path, keys: set[str]) -> Path:
    """Put the kept answers with these keys into the archive of a set; what nobody asked for is left out."""
    lines = [
        json.dumps(json.loads((folder / f"{key}.json").read_text(encoding="utf-8")), sort_keys=True)
        for key in sorted(keys)
        if (folder / f"{key}.json").exists()
    ]
    HOME.mkdir(exist_ok=True)
    path = HOME / f"{name}.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(lines).encode(), format=lzma.FORMAT_XZ, filters=_FILTERS))
    return path


def unpack(folder: Path) -> Path:
    """Lay every recorded answer into a folder, as `gains compare --answers` keeps them."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(HOME.glob("*.jsonl.xz")):
        for line in lzma.decompress(path.read_bytes()).decode().splitlines():
            (folder / f"{json.loads(line)['key']}.json").write_text(line, encoding="utf-8")
    return folder


def versions() -> dict[str, str]:
    """Return who gave the recorded answers: version by name."""
    for path in sorted(HOME.glob("*.jsonl.xz")):
        first = lzma.decompress(path.read_bytes()).decode().partition("\n")[0]
        return {str(name): str(version) for name, version in json.loads(first)["source"]}
    return {}
