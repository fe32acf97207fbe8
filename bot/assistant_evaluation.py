"""How well wishes become intents: by our sentences alone, or by a model where none of them fits."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.drafting import suggest
from pipeline.assist.draft import Wish
from pipeline.assist.tokens import Tokens
from pipeline.assist.word import Blocked
from pipeline.errors import AssistantError
from pipeline.registry import kinds
from pipeline.wish import NotUnderstood, understand

if TYPE_CHECKING:
    from bot.ports import Assistant

WISHES = Path(__file__).parent / "wishes" / "wishes.yaml"
DEVICES = (
    *("acc-b1-01", "acc-b7-01", "acc-b7-02", "core-01", "core-02"),
    *("dist-a-01", "dist-a-02", "edge-01", "edge-02"),
)
LANGUAGES = ("en", "de", "it")


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish and what a good assistant makes of it."""

    text: str
    language: str
    outcome: str
    """intent, question or refusal."""
    kind: str = ""
    spec: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Score:
    """Counts of one language, or of all."""

    wishes: int = 0
    wanted: int = 0
    """Wishes that are to become an intent."""
    exact: int = 0
    """Of those, the ones that became exactly that intent."""
    fields: int = 0
    """Fields of the wanted intents."""
    right: int = 0
    """Of those, the ones that came out with that value."""
    outcome: int = 0
    """Wishes whose outcome (intent, question, refusal) is the wanted one."""
    abstained: int = 0
    """Wishes that became no intent."""
    wrongly: int = 0
    """Intents that were suggested and are not what was wanted: a person must find out."""
    calls: int = 0
    tokens: int = 0
    milliseconds: int = 0
    energy_wh: Decimal = Decimal(0)


def wishes() -> tuple[Asked, ...]:
    """Return every wish in every language."""
    out = []
    for item in yaml.safe_load(WISHES.read_text(encoding="utf-8")):
        outcome = item.get("outcome", "intent")
        out += [Asked(item[one], one, outcome, item.get("kind", ""), item.get("spec", {})) for one in LANGUAGES]
    return tuple(out)


def evaluate(asked: tuple[Asked, ...], assistant: Assistant | None) -> dict[str, Score]:
    """Return the score of each language, and of `all`."""
    scores = {name: Score() for name in (*LANGUAGES, "all")}
    for one in asked:
        mine = Score()
        outcome, kind, spec = _answer(one, assistant, mine)
        mine.wishes = 1
        mine.outcome = int(outcome == one.outcome)
        mine.abstained = int(outcome != "intent")
        exact = outcome == "intent" and kind == one.kind and _plain(kind, spec) == _plain(one.kind, one.spec)
        if one.outcome == "intent":
            mine.wanted, mine.exact = 1, int(exact)
            wanted = _leaves(_plain(one.kind, one.spec))
            came = _leaves(_plain(kind, spec)) if kind == one.kind else {}
            mine.fields = len(wanted)
            mine.right = sum(came.get(path) == value for path, value in wanted.items())
        mine.wrongly = int(outcome == "intent" and not exact)
        for name in (one.language, "all"):
            _add(scores[name], mine)
    return scores


def _answer(one: Asked, assistant: Assistant | None, score: Score) -> tuple[str, str, dict[str, Any]]:
    found = understand(one.text, DEVICES)
    if not isinstance(found, NotUnderstood):
        return "intent", found.kind, found.spec
    if assistant is None:
        return "question", "", {}
    wish = Wish(one.text, "wish", "An evaluation", DEVICES)
    try:
        judged, call = suggest(wish, Tokens(b"evaluation"), assistant)
    except AssistantError:
        return "nothing", "", {}
    if isinstance(judged, Blocked) or call is None:
        return "nothing", "", {}
    score.calls, score.tokens = 1, call.tokens_in + call.tokens_out
    score.milliseconds, score.energy_wh = call.duration_ms, Decimal(call.energy_wh)
    if judged.outcome != "intent":
        return judged.outcome, "", {}
    whole = yaml.safe_load(judged.text)
    return "intent", whole["kind"], whole["spec"]


def _plain(kind: str, spec: dict[str, Any]) -> Any:
    """Return a spec as its kind reads it, so that a default and its being said are the same."""
    parsed, _ = kinds()[kind].parse(json.dumps(spec))
    return parsed.model_dump(mode="json")


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    if isinstance(value, dict):
        return {key: leaf for name, item in value.items() for key, leaf in _leaves(item, (*path, name)).items()}
    if isinstance(value, list):
        return {key: leaf for place, item in enumerate(value) for key, leaf in _leaves(item, (*path, place)).items()}
    return {path: value} if value is not None else {}


def _add(total: Score, one: Score) -> None:
    for name in Score.__slots__:
        setattr(total, name, getattr(total, name) + getattr(one, name))


def text(scores: dict[str, Score], how: str) -> str:
    """Return the report as Markdown."""
    head = "| language | wishes | outcome right | intents exact | fields right | no intent | wrongly accepted |"
    rows = [head, "|---|---:|---:|---:|---:|---:|---:|"]
    for name, one in scores.items():
        shares = (_share(one.outcome, one.wishes), _share(one.exact, one.wanted), _share(one.right, one.fields))
        rows.append(
            f"| {name} | {one.wishes} | {' | '.join(shares)} | {_share(one.abstained, one.wishes)}"
            f" | {_share(one.wrongly, one.wishes)} |"
        )
    whole = scores["all"]
    spent = (
        f"{whole.calls} calls, {whole.tokens} tokens, {whole.milliseconds / 1000:.1f} s, about {whole.energy_wh} Wh"
        " (by a rule of thumb, grade D)."
        if whole.calls
        else "No model was asked: what no sentence of ours says counts as a question."
    )
    return "\n".join(("# Wishes that become intents", "", f"Asked: {how}. {spent}", "", *rows, ""))


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f} %)" if whole else "none"
