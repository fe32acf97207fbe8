"""Named ways to break a good network, and changes that break nothing, read from data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

HOME = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Edit:
    """One text put in place of another, of one device or of several."""

    name: str
    network: str
    edits: tuple[tuple[str, str, str], ...]
    """(device, old, new); the old text stands there exactly once."""
    family: str = ""
    platform: str = ""

    def candidate(self) -> dict[str, str]:
        """Return the files of the network with the edit in them."""
        found = files(self.network)
        for device, old, new in self.edits:
            path = f"configs/{device}.cfg"
            assert found[path].count(old) == 1, f"{self.name}: {old!r} stands {found[path].count(old)} times in {path}"
            found[path] = found[path].replace(old, new)
        return found


def files(network: str) -> dict[str, str]:
    """Return the files of one of the own networks."""
    root = HOME / network
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*")) if path.is_file()}


def _read(name: str) -> tuple[Edit, ...]:
    rows = yaml.safe_load((HOME / f"{name}.yaml").read_text())
    return tuple(
        Edit(
            name=f"{row['platform']}: {row['name']}" if "platform" in row else row["name"],
            network=row["network"],
            edits=tuple((one["device"], one["old"], one.get("new", "")) for one in row["edits"]),
            family=row.get("family", ""),
            platform=row.get("platform", ""),
        )
        for row in rows
    )


BREAKAGES = _read("breakages")
HARMLESS = _read("harmless")
