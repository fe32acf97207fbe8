"""The example campus as a network repository, and packages made from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.files import Folder
from bot.propose import propose_intents

if TYPE_CHECKING:
    from bot.files import Files
    from schemas.package import ChangePackage

CAMPUS = Path(__file__).parents[3] / "docs" / "examples" / "campus"
INTENTS = tuple(sorted(file.stem for file in (CAMPUS / "intents").glob("*.yaml")))
GOOD = tuple(name for name in INTENTS if not name.startswith("wrong-"))


class Changed:
    """The campus with some files put in the place of its own."""

    def __init__(self, **files: str) -> None:
        self._files = {path.replace("__", "/"): text.encode() for path, text in files.items()}

    def put(self, path: str, text: str) -> Changed:
        """Put one more file there."""
        self._files[path] = text.encode()
        return self

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        return self._files.get(path) or Folder(CAMPUS).read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        mine = (path for path in self._files if path.rpartition("/")[0] == folder)
        return tuple(sorted({*Folder(CAMPUS).names(folder), *mine}))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        mine = (path for path in self._files if path.startswith(f"{folder}/"))
        return tuple(sorted({*Folder(CAMPUS).below(folder), *mine}))


def packages(*names: str, files: Files | None = None) -> tuple[ChangePackage, ...]:
    """Return the packages of intents of the campus."""
    base = files or Folder(CAMPUS)
    return propose_intents(base, base, [f"intents/{name}.yaml" for name in names]).packages


def artifact(package: ChangePackage, name: str) -> dict[str, Any]:
    """Return one of a package's JSON files."""
    found: dict[str, Any] = json.loads(dict(package.files)[name])
    return found
