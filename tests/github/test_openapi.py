"""The comparison with GitHub's description finds what it is there to find."""

from __future__ import annotations

from typing import Any

import pytest

from tests.github.openapi import violations

REPO = "/repos/example/net"


def request(method: str, path: str, body: Any = None, search: str = "") -> dict[str, Any]:
    return {"method": method, "path": path, "search": search, "body": body}


NOTE = {"path": "a", "start_line": 1, "end_line": 1, "annotation_level": "notice", "message": "m"}
RUN = {"name": "gains", "head_sha": "a" * 40, "status": "completed", "conclusion": "success"}
CASES = {
    "unknown operation": (request("POST", f"{REPO}/pullz", {}), "no such operation"),
    "unknown parameter": (request("GET", f"{REPO}/pulls", search="?stat=open"), "parameter stat"),
    "missing field": (request("POST", f"{REPO}/check-runs", {"name": "gains"}), "head_sha"),
    "unknown event": (request("POST", f"{REPO}/pulls/1/reviews", {"event": "LGTM"}), "LGTM"),
    "too many annotations": (
        request(
            "POST",
            f"{REPO}/check-runs",
            {**RUN, "output": {"title": "t", "summary": "s", "annotations": [NOTE] * 51}},
        ),
        "annotations",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_github_would_not_take_is_found(name: str) -> None:
    asked, said = CASES[name]
    found = violations([asked])
    assert found
    assert said in found[0]


def test_what_github_takes_is_not_found() -> None:
    fine = [request("GET", f"{REPO}/git/ref/heads/a/b"), request("POST", f"{REPO}/check-runs", RUN)]
    assert violations(fine) == []
