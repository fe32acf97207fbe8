"""Read `/metrics` before and after the job: what was done must have been counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.smoke.base import OURS, BrokenError, expect

if TYPE_CHECKING:
    from bot.smoke.base import Visit


def open_to_us(visit: Visit) -> str:
    """Read what is counted so far."""
    visit.counted = _read(visit)
    return f"{len(visit.counted)} series" + (", with the token" if visit.asked.metrics_token else ", open to everybody")


def counted(visit: Visit) -> str:
    """Read it again: the API's requests were counted, and the job stands in its state."""
    now = _read(visit)
    requests = sum(value for name, value in now.items() if name.startswith("gains_request_seconds_count"))
    before = sum(value for name, value in visit.counted.items() if name.startswith("gains_request_seconds_count"))
    if requests <= before:
        raise BrokenError(
            "requests were not counted",
            "do several processes share the address? look at the /metrics of each",
        )
    jobs = now.get(f'gains_jobs{{state="{visit.job["state"]}"}}', 0.0)
    if jobs < 1:
        raise BrokenError(f"no job is counted as {visit.job['state']}", OURS)
    return f"{requests - before:.0f} more requests, {jobs:.0f} job(s) {visit.job['state']}"


def _read(visit: Visit) -> dict[str, float]:
    token = visit.asked.metrics_token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    said = visit.client.get("/metrics", headers=headers)
    if said.status_code == 401:
        raise BrokenError("/metrics asks for a token", "give it in a file: --metrics-token-file")
    expect(said, 200, "/metrics")
    rows = [line.rsplit(" ", 1) for line in said.text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in rows if name.startswith("gains_")}
