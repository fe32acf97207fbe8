"""What is compared: every named breakage, every change of words, and the ways that change nothing, on our networks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.semantic.network import Network, Networks, network
from tests.networks.breakages import BREAKAGES, HARMLESS, files
from tests.networks.harmless_ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OWN = ("wan", "fabric", "cumulus", "branch")
CAMPUS = Path(__file__).parents[2] / "docs" / "examples" / "campus" / "configs"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Two networks that are compared without a declaration."""

    name: str
    networks: Networks
    platform: str = ""
    family: str = ""


def own(name: str) -> Network:
    """Return one of our own networks."""
    if name == "campus":
        return network({f"configs/{path.name}": path.read_text() for path in sorted(CAMPUS.glob("*.cfg"))})
    return network(files(name))


def breakages() -> tuple[Case, ...]:
    """Return the changes of which none may PASS."""
    return tuple(
        Case(one.name, Networks(own(one.network), network(one.candidate())), one.platform, one.family)
        for one in BREAKAGES
    )


def harmless() -> tuple[Case, ...]:
    """Return the changes of single words: all of them must PASS, with no finding."""
    return tuple(Case(one.name, Networks(own(one.network), network(one.candidate()))) for one in HARMLESS)


def ways() -> tuple[Case, ...]:
    """Return whole networks whose every file was changed in a way that says nothing to a device."""
    return tuple(
        Case(f"{name}: {way}", Networks(own(name), _every(own(name), rewrite)))
        for name in (*OWN, "campus")
        for way, rewrite in WAYS.items()
    )


def _every(one: Network, rewrite: Callable[[str], str]) -> Network:
    return network({path: rewrite(text) if path.startswith("configs/") else text for path, text in one.files.items()})


SETS: Mapping[str, Callable[[], tuple[Case, ...]]] = {"breakages": breakages, "harmless": harmless, "ways": ways}
