"""The interfaces that running configurations show, a device's when somebody asks for that device."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class RunningPorts(Mapping[str, "Sequence[str]"]):
    """By the name of the device; none for one whose configuration is not there, or names its interfaces otherwise."""

    def __init__(self, repo: Path, devices: Sequence[str]) -> None:
        self._repo, self._devices = repo, tuple(devices)

    def __getitem__(self, name: str) -> Sequence[str]:
        """Return a device's interfaces, in the order of its configuration."""
        if name not in self._devices:
            raise KeyError(name)
        file = self._repo / "configs" / f"{name}.cfg"
        text = file.read_text(errors="replace") if file.is_file() else ""
        return tuple(re.findall(r"^interface (\S+)", text, re.MULTILINE))

    def __iter__(self) -> Iterator[str]:
        """Return the names of the devices."""
        return iter(self._devices)

    def __len__(self) -> int:
        """Return how many devices there are."""
        return len(self._devices)
