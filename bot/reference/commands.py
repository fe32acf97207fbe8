"""The page of commands: every command of the program with its arguments, options, exit codes and example."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """# Commands

Made from what `gains COMMAND --help` says. Exit codes are 0 clean, 1 something blocks or differs, 2 unusable input, 3
surroundings that are missing; where a command has others, its text says so.

"""


def pages() -> dict[str, str]:
    """Return the page."""
    found = sorted(commands())
    index = [f"- [`{path}`](#{path.replace(' ', '-')}): {_lead(_about(one))}\n" for path, one in found]
    return {"commands.md": _HEAD + "".join(index) + "".join(_section(path, one) for path, one in found)}


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, by how it is called."""
    import typer

    from bot.cli import application

    yield from _below("gains", typer.main.get_command(application()))


def _below(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", {})
    alone = getattr(command, "invoke_without_command", False) and " " in path
    if not inner or alone:
        yield path, command
    for name in sorted(inner):
        yield from _below(f"{path} {name}", inner[name])


def _section(path: str, command: Any) -> str:
    text = _about(command)
    words = [part for part in text.split("\n\n") if not part.startswith("Example:")]
    examples = [" ".join(part.removeprefix("Example:").split()) for part in text.split("\n\n") if part not in words]
    out = [f"\n## {path}\n", "\n\n".join(" ".join(part.split()) for part in words)]
    if examples:
        out += ["\n```", *examples, "```"]
    rows = [_row(one) for one in command.params if one.name != "help" and not getattr(one, "hidden", False)]
    if rows:
        out += ["\n| argument or option | needed | meaning |\n|---|---|---|", *rows]
    return "\n".join(out) + "\n"


def _row(one: Any) -> str:
    option = one.param_type_name == "option"
    name = ", ".join(f"`{word}`" for word in (*one.opts, *one.secondary_opts)) if option else f"`{one.name.upper()}`"
    help_text = " ".join((one.help or "").split()).replace("|", "\\|")
    return f"| {name} | {'yes' if one.required else 'no'} | {help_text} |"


def _about(command: Any) -> str:
    return inspect.cleandoc(command.help or "")


def _lead(text: str) -> str:
    return text.split("\n\n", maxsplit=1)[0].split(". ", maxsplit=1)[0].replace("\n", " ").rstrip(".")


PLUGIN = pages
