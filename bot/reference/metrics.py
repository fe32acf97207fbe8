"""The page of metrics: every series of `/metrics`, from the registry itself, and what watches it."""

from __future__ import annotations

from dataclasses import fields

_HEAD = """# Metrics

`/metrics` of `gains serve`, and of `gains worker --port`, in the text format of Prometheus; `GAINS_METRICS_TOKEN`
closes it. Labels never hold what outsiders can choose. What several processes say of the same database is taken
once: `max`, not `sum`. Dashboard and alerts that use them: `deploy/grafana/gains.json`, `deploy/alerts.yml`.

| metric | type | labels | meaning |
|---|---|---|---|
"""


def pages() -> dict[str, str]:
    """Return the page."""
    from bot.metrics import Metrics

    rows = []
    known = Metrics()
    for metric in (getattr(known, one.name) for one in fields(known) if one.name != "registry"):
        (family,) = metric.describe()
        name = f"{family.name}_total" if family.type == "counter" else family.name
        labels = ", ".join(f"`{label}`" for label in metric._labelnames)
        rows.append(f"| `{name}` | {family.type} | {labels or 'none'} | {family.documentation} |\n")
    return {"metrics.md": _HEAD + "".join(sorted(rows))}


PLUGIN = pages
