"""Hook of mkdocs: an entry of the navigation that ends with `/` becomes all pages of that folder, its index first."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:
    """Write the folders of the navigation out; a folder without pages is an error."""
    docs = Path(config["docs_dir"])
    config["nav"] = [_written(item, docs) for item in config["nav"]]
    return config


def _written(item: Any, docs: Path) -> Any:
    match item:
        case dict():
            return {title: _value(value, docs) for title, value in item.items()}
        case _:
            return item


def _value(value: Any, docs: Path) -> Any:
    if isinstance(value, list):
        return [_written(one, docs) for one in value]
    if not str(value).endswith("/"):
        return value
    pages = sorted((docs / value).glob("*.md"), key=lambda file: (file.stem != "index", file.stem))
    if not pages:
        raise ValueError(f"mkdocs.yml: {value} holds no pages")
    return [_page(file, docs) for file in pages]


def _page(file: Path, docs: Path) -> Any:
    path = file.relative_to(docs).as_posix()
    return path if file.stem == "index" else {_title(file): path}


def _title(file: Path) -> str:
    heading = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("# "))
    return heading.removeprefix("# ").strip("` ")
