"""`configs`: a folder as Oxidized or RANCID keeps it: the running configurations, taken as they are, byte for byte.

The platform is told by the text itself. Sources: Oxidized, git and file output (a file a node, groups as folders);
RANCID, router.db(5) and configs/.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.inventories.base import Asked, FoundDevice, Imported, Source
from pipeline.errors import InvalidIntentError
from pipeline.reader import reader
from pipeline.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.()_-]{0,40}")
_ENDINGS = (".cfg", ".conf", ".txt")
_LARGEST = 20_000_000


def read(asked: Asked) -> Imported:
    """Return a device a file; the name of the file, without an ending of configurations, is its name."""
    root = Path(asked.where)
    if not root.is_dir():
        raise InvalidIntentError(f"{root} is no folder", hint="name a checkout of Oxidized's or RANCID's repository")
    devices: dict[str, FoundDevice] = {}
    left: list[str] = []
    for file in _files(root):
        path = file.relative_to(root).as_posix()
        name = file.name.removesuffix(file.suffix) if file.suffix in _ENDINGS else file.name
        if file.stat().st_size > _LARGEST:
            raise InvalidIntentError(f"{file} has more than {_LARGEST} bytes", hint="is it a configuration?")
        raw = file.read_bytes()
        found = _device(name, path, raw)
        if isinstance(found, str):
            left.append(f"{path}: {found}; left out")
        elif name in devices:
            left.append(f"{path}: the name {name} is taken by {devices[name].origins['name']}; left out")
        else:
            devices[name] = found
    return Imported(tuple(devices.values()), left=tuple(left))


def _files(root: Path) -> Iterator[Path]:
    for file in sorted(root.rglob("*")):
        hidden = any(part.startswith(".") or part == "CVS" for part in file.relative_to(root).parts)
        lists = file.name.startswith(("router.db", "routers."))
        if file.is_file() and not file.is_symlink() and not hidden and not lists:
            yield file


def _device(name: str, path: str, raw: bytes) -> FoundDevice | str:
    """Return a device, or why the file is none."""
    if not _NAME.fullmatch(name):
        return f"{name!r} is no name of a device"
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return f"byte {error.start} is not UTF-8"
    known = recognise(text)
    if known.platform is None:
        return f"the platform was not recognised ({known.reason})"
    fields, origins = {"name": name, "platform": known.platform}, {"name": path, "platform": f"{path}, its text"}
    said = reader(known.platform)
    version = said.facts(text).os_version if said else ""
    if _VERSION.fullmatch(version):
        fields["os_version"], origins["os_version"] = version, f"{path}, its text"
    return FoundDevice(fields, origins, config=raw)


PLUGIN = Source(title="running configurations, as Oxidized or RANCID keep them", read=read)
