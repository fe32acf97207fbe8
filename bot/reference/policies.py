"""The page of policies: every bundled rule with what it wants, why, and what an organisation may change of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.policies import bundled
from pipeline.policy.load import python_rules
from schemas.policy import Policy

if TYPE_CHECKING:
    from schemas.policy import About

_HEAD = """# Policies

Every change is judged by the rules below, and by those of `policies/*.yaml` of the network repository (base branch
only). `gains policy list`, `gains policy explain RULE` and `gains policy test` show and try them.

- A rule of the organisation is a file `policies/<id>.yaml` of the same form; one with the id of a bundled rule replaces
  that.
- `policies/parameters.yaml` (`kind: policy-parameters`) changes weight and parameters of rules; `severity: "off"`
  switches one off, which every package then says.
- `policies/waivers.yaml` (`kind: policy-waivers`) lets one rule be broken for named intents, devices or sites, with an
  owner, somebody else who agreed, a reason and a last day. The package shows it. It blocks where the waiver ends before
  the change's window does, and the gate refuses it after that day.
- An expression sees `change`, `device`, `it` (the one thing that is looked at) and `param`, and the functions
  `touches(text, networks)` and `within(text, networks)`. Anything but `true` denies: an error, a missing field, an
  exceeded budget, too.

"""


def pages() -> dict[str, str]:
    """Return the page."""
    rules: dict[str, About] = {name: item.about for name, item in python_rules().items()}
    rules |= {item.id: item for item in bundled()}
    out = [_HEAD, "| rule | weight | looks at | |\n|---|---|---|---|\n"]
    for name, item in sorted(rules.items()):
        out.append(f"| [{name}](#{name}) | {item.severity} | {item.each.replace('_', ' ')} | {item.title} |\n")
    for name, item in sorted(rules.items()):
        out.append(_rule(name, item))
    return {"policies.md": "".join(out)}


def _rule(name: str, item: About) -> str:
    lines = [f"\n## {name}\n", f"{item.title}. {item.explanation}\n", f"**What to do:** {item.fix}\n"]
    where = item.applies_to
    for word, listed in (("kinds", where.kinds), ("platforms", where.platforms), ("roles", where.roles)):
        if listed:
            lines.append(f"Only for {word}: {', '.join(listed)}.\n")
    if item.needs:
        lines.append(f"Needs: {', '.join(item.needs)}; without it the rule is not evaluated, and that is said.\n")
    if item.parameters:
        lines.append("| parameter | default |\n|---|---|")
        lines += [f"| `{key}` | `{json.dumps(value)}` |" for key, value in item.parameters.items()]
        lines.append("")
    if isinstance(item, Policy):
        said = [f"when    {item.when}"] if item.when != "true" else []
        lines.append("```\n" + "\n".join([*said, f"assert  {item.holds}"]) + "\n```\n")
    else:
        lines.append(f"Written in Python: `policies/{name.replace('-', '_')}.py`.\n")
    lines.append(f"Rests on: {'; '.join(item.references)}.\n")
    return "\n".join(lines)


PLUGIN = pages
