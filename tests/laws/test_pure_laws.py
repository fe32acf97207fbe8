"""The core does no input or output: nothing is opened or connected while intents become packages."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from bot.files import Folder
from bot.own_knowledge import knowledge
from bot.snapshot import snapshot
from pipeline.load import load
from pipeline.run import conclude, propose
from tests.unit.bot.campus import CAMPUS, GOOD

if TYPE_CHECKING:
    from collections.abc import Iterable

_seen: list[list[str]] = []
"""Empty while nobody watches; otherwise one list of what was seen."""


def _hook(event: str, arguments: Iterable[object]) -> None:
    # Python may open its own modules, which are imported when they are first used.
    if _seen and event.split(".", maxsplit=1)[0] in ("open", "socket", "subprocess", "os"):
        text = f"{event} {arguments}"
        if ".py" not in text and "os.listdir" not in text and "os.scandir" not in text:
            _seen[0].append(text)


def test_propose_and_conclude_touch_nothing() -> None:
    files = Folder(CAMPUS)
    loaded = [load(f"intents/{name}.yaml", files.read(f"intents/{name}.yaml") or b"") for name in GOOD]
    known, _ = snapshot(files, loaded)
    items, _ = knowledge(files, (item.device.platform for item in known.devices))
    # A library that reads how other packages extend it when it is imported first; that is no doing of the core.
    import_module("dd.autoref")
    import_module("dd.cudd")
    sys.addaudithook(_hook)
    watched: list[str] = []
    _seen.append(watched)
    try:
        packages = conclude(propose(loaded, known, items))
        found = list(watched)
        with (CAMPUS / "gains.yaml").open("rb"):
            pass
        armed = len(watched) > len(found)
    finally:
        _seen.clear()
    assert len(packages) == len(GOOD)
    assert found == []
    assert armed, "the hook must see what is opened"
