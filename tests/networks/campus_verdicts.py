"""What an analyzer makes of each intent of the example campus, by the whole way that a pull request goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.answerers.analyzer import ask_of
from bot.answering import nobody
from bot.files import Folder
from bot.propose import propose_intents
from tests.unit.bot.campus import CAMPUS, INTENTS, artifact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files
    from bot.ports import Analyzer
    from pipeline.run import Asked
    from schemas.question import Answer

__all__ = ["INTENTS", "verdict"]


def verdict(name: str, analyzer: Analyzer, heard: list[str] | None = None) -> dict[str, Any]:
    """Return the verdict of one intent: in all, of each validator that has more to say than PASS, and the errors.

    Why an answer is missing is added to what is `heard`.
    """

    def answering(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
        mine = [one for one in asked if one.question.port == "analyzer"]
        found = {one.key: one for one in (ask_of(analyzer, mine, base) if mine else ())}
        if heard is not None:
            heard.extend(one.reason if one.state != "answered" else one.value["failure"] for one in found.values())
        found |= {one.key: one for one in nobody([one for one in asked if one not in mine], base)}
        return tuple(found[one.question.key] for one in asked)

    base = Folder(CAMPUS)
    (package,) = propose_intents(base, base, [f"intents/{name}.yaml"], answering).packages
    checks = [item for item in artifact(package, "validation.json")["checks"] if item["name"].startswith("semantic")]
    whole = next((item["outcome"] for item in checks if item["name"] == "semantic validation"), "not asked")
    return {
        "outcome": whole,
        "blocking": package.blocking,
        "not_pass": {
            item["name"]: f"{item['outcome']}: {item['reason']}"
            for item in checks
            if item["outcome"] != "PASS" and item["name"] != "semantic validation"
        },
        "errors": sorted(f"{one.rule}: {one.message}" for one in package.findings if one.severity == "error"),
    }
