"""Look at the job's page as a browser would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.smoke.base import BrokenError, NotLookedAtError, expect

if TYPE_CHECKING:
    from bot.smoke.base import Visit


def shown(visit: Visit) -> str:
    """Ask for the page without signing in, then with the key; it must forbid scripts of its own text."""
    path = f"/jobs/{visit.job['id']}"
    stranger = visit.client.get(path)
    if stranger.status_code == 404:
        raise NotLookedAtError("this service shows no pages (GAINS_PAGES)")
    said = visit.client.get(path, headers=visit.caller)
    expect(said, 200, "the job's page")
    policy = said.headers.get("content-security-policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        raise BrokenError("the page's Content-Security-Policy is not strict", "does a proxy change headers?")
    if visit.job["id"] not in said.text:
        raise BrokenError("the page is of something else", "does a proxy answer from its cache?")
    how = "open to everybody" if stranger.status_code == 200 else "strangers are sent to sign in"
    return f"{path} is there; {how}"
