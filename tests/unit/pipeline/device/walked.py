"""Cases as data, walked by the tests of the model: a file a platform, each with a name for every case."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from renderers.behaviour import Behaviour


def behaviour(platform: str) -> Behaviour:
    """Return what the model knows of a platform."""
    found: Behaviour = import_module(f"renderers.{platform}.behaviour").BEHAVIOUR
    return found


def cases(folder: str) -> list[Any]:
    """Return (platform, case) for every case of a folder, at least one; a file is called `platform.topic.yaml`."""
    found = [
        pytest.param(file.name.split(".")[0], case, id=f"{file.stem}: {case['name']}")
        for file in sorted((Path(__file__).parent / folder).glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    assert found
    return found
