"""Our GitLab is held honest by recordings of the real one: its answers have no field, and no type, that those have not.

The recordings are packit/ogr's (MIT) and stay where they are; without them these tests skip and say so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.forges import gitlab_read
from tests.contracts.rigs import gitlab_server, on_gitlab
from tests.gitlab import shapes
from tests.real_data import DATA

if TYPE_CHECKING:
    from pathlib import Path

CASSETTES = DATA / "gitlab" / "cassettes"
KINDS = {
    "project": r"/projects/[^/?]+",
    "merge_request": r"/projects/\d+/merge_requests/\d+",
    "note": r"/projects/\d+/merge_requests/\d+/notes(?:/\d+)?",
    "user": r"/user",
    "branch": r"/projects/\d+/repository/branches/[^/?]+",
    "commit": r"/projects/\d+/merge_requests/\d+/commits",
    "status": r"/projects/\d+/(?:statuses|repository/commits)/[0-9a-f]{40}(?:/statuses)?",
    "member": r"/projects/\d+/members/all",
}


class Loader(yaml.CSafeLoader):
    """Reads the recordings as data; whatever they ask to be made is left out."""


Loader.add_multi_constructor("", lambda loader, suffix, node: None)
Loader.add_constructor("tag:yaml.org,2002:binary", lambda loader, node: "")


@cache
def recorded() -> dict[str, list[dict[str, Any]]]:
    """Return the real answers by kind of thing."""
    if not CASSETTES.is_dir():
        pytest.skip(f"no recordings of GitLab in {CASSETTES}: nothing is compared with the real one here")
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for file in sorted(CASSETTES.glob("*.yaml")):
        read = yaml.load(file.read_text(), Loader)
        by_verb = (read.get("requests.sessions") or {}).get("send") or {}
        for by_address in by_verb.values():
            for address, answers in by_address.items():
                path = re.sub(r"^https://[^/]+/api/v4", "", address).partition("?")[0]
                for kind, pattern in KINDS.items():
                    if re.fullmatch(pattern, path):
                        found[kind] += _things(answers)
    return found


def _things(answers: Any) -> list[dict[str, Any]]:
    out = []
    for answer in answers:
        output = answer["output"]
        content = output.get("_content")
        if isinstance(output.get("status_code"), int) and output["status_code"] < 300:
            out += [one for one in (content if isinstance(content, list) else [content]) if isinstance(one, dict)]
    return out


def test_there_are_recordings_of_every_kind() -> None:
    counts = {kind: len(things) for kind, things in recorded().items()}
    assert min(counts.values()) >= 1, counts


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What our own answers to the same questions."""
    rig = on_gitlab(gitlab_server(), tmp_path_factory.mktemp("gitlab"))
    pull = rig.opened()
    desk: Any = rig.forge("author")
    desk.add_comment(1, "hello")
    api, here = desk.api, desk.api.path
    api.call("post", here("statuses", pull.head_sha), {"state": "running", "name": "gains"})
    return {
        "project": api.call("get", f"/projects/{api.project}"),
        "merge_request": api.call("get", here("merge_requests", 1)),
        "note": api.call("get", here("merge_requests", 1, "notes"))[0],
        "user": api.call("get", "/user"),
        "branch": api.call("get", here("repository", "branches", "main")),
        "commit": api.call("get", here("merge_requests", 1, "commits"))[0],
        "status": api.call("get", here("repository", "commits", pull.head_sha, "statuses"))[0],
        "member": api.call("get", here("members", "all", desk.account.id)),
    }


def _types(values: list[Any]) -> set[str]:
    return {type(value).__name__ for value in values}


@pytest.mark.parametrize("kind", KINDS)
def test_our_answers_have_no_field_and_no_type_of_their_own(kind: str, told: dict[str, dict[str, Any]]) -> None:
    real = recorded()[kind]
    wrong = []
    for key, value in told[kind].items():
        if key in shapes.NEWER.get(kind, ()):
            continue
        seen = [one[key] for one in real if key in one]
        if not seen:
            wrong.append(f"{key} is in no recording")
        elif type(value).__name__ not in _types(seen) | {"NoneType"}:
            wrong.append(f"{key} is {type(value).__name__}, recorded as {sorted(_types(seen))}")
        elif isinstance(value, dict):
            inside = {name for one in seen if isinstance(one, dict) for name in one}
            wrong += [f"{key}.{name} is in no recording" for name in sorted(set(value) - inside)]
    assert wrong == []


def test_real_merge_requests_are_read() -> None:
    pulls = [gitlab_read.pull(one, None) for one in recorded()["merge_request"] if "iid" in one and one.get("sha")]
    assert len(pulls) > 20
    assert {one.state for one in pulls} == {"closed", "merged"}
    merged = next(one for one in pulls if one.state == "merged" and one.number == 1)
    assert (merged.number, merged.source_branch, merged.target_branch) == (1, "change", "master")
    assert merged.labels == ("test_lb1", "test_lb2")
    assert merged.merged_sha == "101a42bbbe174d04b465d49caf274dc3b4defeca"
    assert merged.base_sha == "24c86d0704694f686329b2ea636c5b7522cfdc40"
    assert any(one.fork for one in pulls)
    fresh = [one for one in recorded()["merge_request"] if one.get("state") == "opened"]
    assert any(one["sha"] is None for one in fresh), "the real one does not know the head of a new request at once"
    opened = [gitlab_read.pull(one, "1" * 40) for one in fresh if one["sha"]]
    assert opened
    assert {one.state for one in opened} == {"open"}


def test_real_notes_and_statuses_are_read() -> None:
    notes = [gitlab_read.comment(one) for one in recorded()["note"]]
    assert notes
    assert {one.marker for one in notes} == {""}
    assert any(one.get("system") for one in recorded()["note"])
    checks = [gitlab_read.status(one) for one in recorded()["status"] if "status" in one and "name" in one]
    assert {one.status for one in checks} >= {"success"}


def test_our_folder_is_the_one_meant(tmp_path: Path) -> None:
    if CASSETTES.is_dir():
        assert len(list(CASSETTES.glob("*.yaml"))) >= 70
