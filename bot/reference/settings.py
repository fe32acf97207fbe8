"""The page of settings: what the server reads from its surroundings, by name, with type, default and meaning."""

from __future__ import annotations

import inspect
import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_HEAD = """# Settings

Settings of the process come from the environment, from `.env`, and from the profile, in this order; what a network
repository wants stands in its own `gains.yaml`. A setting `X` of the server may be given as a file, `X_FILE`: so
secrets are kept out of the environment; both together are refused. `gains doctor --settings` prints what is in
force and where each comes from.

"""


def pages() -> dict[str, str]:
    """Return the page."""
    from bot.repositories import RepositorySettings
    from bot.settings import _DEFAULTS, PREFIX, ServerSettings
    from bot.settings_groups import others

    given = {name: values for name, values in _DEFAULTS.items() if values}
    out = [_HEAD, _table("Server", ServerSettings, PREFIX)]
    out.append(
        "\nDefaults of the profiles (`GAINS_PROFILE`) that differ:\n\n| profile | setting | default |\n|---|---|---|\n"
    )
    for profile, values in given.items():
        out += [f"| {profile} | `{PREFIX}{key.upper()}` | `{_said(value)}` |\n" for key, value in values.items()]
    out.append(_table("Repositories", RepositorySettings, "", "each item of `GAINS_REPOSITORIES`, a JSON list"))
    example = {
        "forge": "github",
        "id": "7",
        "location": "network/campus",
        "app_id": "77",
        "app_key_file": "/run/secrets/github_app_key",
        "webhook_secret_files": ["/run/secrets/github_webhook"],
    }
    RepositorySettings.model_validate(example)
    out.append(f"\n```json\n{json.dumps([example], indent=2)}\n```\n")
    for title, model in others():
        out.append(_table(title, model, str(model.model_config["env_prefix"])))
    return {"settings.md": "".join(out)}


def _table(title: str, model: type[BaseModel], prefix: str, more: str = "") -> str:
    about = " ".join((inspect.getdoc(model) or "").split("\n\n", 1)[0].split())
    rows = [
        f"| `{prefix}{name.upper() if prefix else name}` | `{_type(field)}` | {_default(field)} | {_words(field)} |\n"
        for name, field in model.model_fields.items()
    ]
    said = about + (f" Fields of {more}." if more else "")
    head = f"\n## {title}\n\n{said}\n\n| setting | type | default | meaning |\n|---|---|---|---|\n"
    return head + "".join(rows)


def _type(field: FieldInfo) -> str:
    annotation: Any = field.annotation
    text = (
        annotation.__name__ if isinstance(annotation, type) and not hasattr(annotation, "__args__") else str(annotation)
    )
    for old, new in (("typing.", ""), ("pathlib.", ""), ("pydantic.types.", ""), ("bot.repositories.", "")):
        text = text.replace(old, new)
    return text.split("Annotated[", 1)[0].replace("|", "or") if "Annotated" in text else text.replace("|", "or")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    return f"`{_said(field.default)}`" if field.default not in ("", None, ()) else "none"


def _said(value: Any) -> str:
    return value.as_posix() if isinstance(value, PurePath) else str(getattr(value, "value", value))


def _words(field: FieldInfo) -> str:
    return " ".join((field.description or "").split()).replace("|", "\\|")


PLUGIN = pages
