"""Say in an engineer's words what is wrong with the fields of an intent, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def wrong(above: tuple[str | int, ...], errors: Iterable[Any]) -> list[tuple[tuple[str | int, ...], str, str]]:
    """Return the path of each wrong field, what is wrong with it, and what to do.

    A list that lost a wrong item is not said to be too short, too: the item is what is wrong. No value is repeated: it
    may be a secret that somebody wrote where none belongs.
    """
    listed = list(errors)
    places = [tuple(error["loc"]) for error in listed]
    out = []
    for error, place in zip(listed, places, strict=True):
        inside = any(other[: len(place)] == place and len(other) > len(place) for other in places)
        if error["type"] == "too_short" and inside:
            continue
        path = (*above, *place)
        text, hint = _said(path, error)
        out.append((path, f"{'.'.join(map(str, path)) or 'intent'}: {text}", hint))
    return out


def _said(path: Sequence[str | int], error: Any) -> tuple[str, str]:
    match error["type"]:
        case "missing":
            return "field required", f"add `{path[-1]}:`"
        case "extra_forbidden":
            return "there is no such field here", "`gains schema KIND` shows the fields of a kind"
        case "string_pattern_mismatch":
            what = "a line break is not allowed; it" if "\n" in error["input"] else "it"
            return f"{what} must match {error['ctx']['pattern']!r}", ""
        case _:
            told = error["msg"]
            return f"{told[0].lower()}{told[1:]}", ""
