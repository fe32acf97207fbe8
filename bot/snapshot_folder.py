"""Read a snapshot folder in Batfish's layout: the files of a network, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import InvalidIntentError
from pipeline.semantic.network import Network, network

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 20_000_000


def read(folder: Path) -> Network:
    """Return the network of a folder; raise `InvalidIntentError` where it is none."""
    if not folder.is_dir():
        raise InvalidIntentError(f"{folder} is no folder", hint="expected a snapshot: a folder with configs/ in it")
    files: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise InvalidIntentError(f"{path} is a link", hint="a snapshot holds plain files")
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if path.stat().st_size > _LARGEST:
            raise InvalidIntentError(f"{path} has more than {_LARGEST} bytes")
        if name.startswith("."):
            continue
        try:
            files[name] = path.read_bytes().decode()
        except UnicodeDecodeError as error:
            if network({name: ""}).files:
                raise InvalidIntentError(
                    f"{path}: byte {error.start} is not UTF-8", hint="convert the file to UTF-8"
                ) from error
    found = network(files)
    if not found.configurations:
        raise InvalidIntentError(f"{folder} holds no configurations", hint="expected files below configs/ or hosts/")
    return found
