"""Change packages on the disk, for whoever hands them over."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot import package_files
from bot.golden import bundled, golden_set
from bot.propose import propose_intents

if TYPE_CHECKING:
    from pathlib import Path

    from schemas.package import ChangePackage


def written(folder: Path, package: ChangePackage) -> Path:
    """Write a package and return its folder."""
    there = folder / "changes" / package.intent
    there.parent.mkdir(parents=True, exist_ok=True)
    package_files.write(there, package)
    return there


@cache
def good_ones(only: str = "") -> tuple[ChangePackage, ...]:
    """Return packages of the golden set that may be approved."""
    return tuple(
        package
        for case in golden_set(bundled(), only)
        if case.expects == "passes"
        for package in propose_intents(case.files, case.files, case.intents).packages
    )
