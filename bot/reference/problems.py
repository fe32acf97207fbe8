"""The page of problems: every way in which the API refuses, with a whole answer as an example."""

from __future__ import annotations

import json

_HEAD = """# Problems of the API

An answer that is no success is `application/problem+json` (RFC 9457). `type` names one of the problems below and
never changes its meaning; `correlation` is what the request is called in the log; `errors` names places in what
was sent, where there are any.

"""


def pages() -> dict[str, str]:
    """Return the page."""
    from bot.api.problems import CATALOGUE, ProblemError, response

    out = [_HEAD, "| problem | status | |\n|---|---|---|\n"]
    out += [f"| [{slug}](#{slug}) | {kind.status} | {kind.title} |\n" for slug, kind in sorted(CATALOGUE.items())]
    for slug, kind in sorted(CATALOGUE.items()):
        more = {"errors": [{"at": "body.intent", "message": "what is wrong there"}]} if slug == "invalid" else {}
        said = response(ProblemError(slug, kind.meaning, **more), "c-0f3b6c1a")
        example = json.dumps(json.loads(bytes(said.body)), indent=2, ensure_ascii=False)
        out.append(f"\n## {slug}\n\n{kind.meaning}\n\n```json\n{example}\n```\n")
    return {"problems.md": "".join(out)}


PLUGIN = pages
