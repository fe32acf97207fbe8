"""The golden set: intents on networks, with what must come of them; the example campus and the cases of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import bot
from bot.files import Folder
from pipeline.errors import InvalidIntentError
from schemas.canonical import digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.files import Files

Expects = Literal["passes", "blocks", ""]
"""passes: it may be approved; blocks: it must not; empty: only its text says what must come of it."""
_BLOCKS = ("wrong", "conflict", "unsupported")


@dataclass(frozen=True, slots=True)
class Beside:
    """A network, with files of a case put in the place of its own."""

    case: Folder
    network: Folder

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        return self.case.read(path) or self.network.read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        return tuple(sorted({*self.case.names(folder), *self.network.names(folder)}))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        return tuple(sorted({*self.case.below(folder), *self.network.below(folder)}))


@dataclass(frozen=True, slots=True)
class Golden:
    """One case."""

    name: str
    """Set, or kind of the intent, and name of the case."""
    files: Files
    """The network with the intents in it."""
    intents: tuple[str, ...]
    """Paths of those that are one pull request."""
    expects: Expects
    """What must come of it."""
    expected: str = ""
    """What must come of it, as text; empty where nobody wrote it down."""
    roots: tuple[str, ...] = ()
    """Folders that its files lie in, the case's own first: another process finds them there again."""

    def digest(self) -> str:
        """Return the digest of the intents and of what is expected; the network's is that of the set."""
        raw = [digest(self.files.read(path) or b"") for path in self.intents]
        return digest_of([self.name, raw, self.expects, self.expected])


def files_in(roots: Sequence[str]) -> Files:
    """Return the files of a case by its folders."""
    first, *rest = (Folder(Path(root)) for root in roots)
    return Beside(first, rest[0]) if rest else first


def golden_set(folders: Sequence[Path] = (), only: str = "") -> tuple[Golden, ...]:
    """Return the cases below folders, by name; without folders those that the program brings along.

    Raise `InvalidIntentError` for a folder without cases, or where `only` leaves none.
    """
    found: list[Golden] = []
    for folder in folders or bundled():
        mine = list(_cases(folder) if (folder / "network").is_dir() else _repository(folder))
        if not mine:
            raise InvalidIntentError(
                f"{folder} holds no cases",
                hint="expected network/ and <kind>/<case>/intents/*.yaml, or a network repository with intents/",
            )
        found += [one for one in mine if only in one.name]
    if not found:
        raise InvalidIntentError(f"no case's name contains {only!r}", hint="such as --only access_vlan, or campus/")
    return tuple(sorted(found, key=lambda one: one.name))


def bundled() -> tuple[Path, ...]:
    """Return the folders that the program brings along: beside it where it is installed, else in the checkout."""
    home = Path(bot.__file__).parent
    installed = (home / "campus", home / "golden_cases")
    checkout = (home.parent / "docs" / "examples" / "campus", home.parent / "tests" / "cases" / "intents")
    return tuple(one if one.is_dir() else other for one, other in zip(installed, checkout, strict=True))


def networks(folders: Sequence[Path] = ()) -> str:
    """Return the digest of the networks that the cases are about."""
    out = {}
    for folder in folders or bundled():
        root = folder / "network" if (folder / "network").is_dir() else folder
        for file in sorted(root.rglob("*")):
            if file.is_file() and not {"changes", "intents"} & set(file.relative_to(root).parts):
                out[f"{folder.name}/{file.relative_to(root).as_posix()}"] = digest(file.read_bytes())
    return digest_of(out)


def _repository(root: Path) -> Iterator[Golden]:
    """Yield the intents of a network repository, each a case; those whose names begin with wrong- must block."""
    for file in sorted((root / "intents").glob("*.yaml")):
        expects: Expects = "blocks" if file.stem.startswith("wrong-") else "passes"
        yield Golden(
            f"{root.name}/{file.stem}", Folder(root), (f"intents/{file.name}",), expects, "", (str(root.resolve()),)
        )


def _cases(home: Path) -> Iterator[Golden]:
    network = Folder(home / "network")
    for case in sorted({file.parent.parent for file in home.glob("*/*/intents/*.yaml")}):
        intents = tuple(f"intents/{file.name}" for file in sorted((case / "intents").glob("*.yaml")))
        expected = case / "expected.txt"
        expects: Expects = (
            "passes" if case.name.startswith("good") else "blocks" if case.name.startswith(_BLOCKS) else ""
        )
        yield Golden(
            f"{case.parent.name}/{case.name}",
            Beside(Folder(case), network),
            intents,
            expects,
            expected.read_text(encoding="utf-8") if expected.is_file() else "",
            (str(case.resolve()), str((home / "network").resolve())),
        )
