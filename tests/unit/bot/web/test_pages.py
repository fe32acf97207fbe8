"""Pages of jobs: who sees them, what they say, and that nothing of a repository does anything in them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from bot.api.application import application
from bot.app import Services, services
from bot.settings import ServerSettings
from bot.web.headers import POLICY
from bot.web.html import render
from tests.fakes.clock import FakeClock
from tests.unit.bot.campus import packages
from tests.unit.bot.energy.spine import Spine
from tests.unit.bot.server.network import served
from tests.unit.bot.web.filled import HEAD, begun, done

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemas.package import ChangePackage


@pytest.fixture(scope="module")
def made() -> tuple[ChangePackage, ...]:
    return packages("cctv-vlan-building-7")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def parts(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    yield from _parts(tmp_path, clock)


def _parts(folder: Path, clock: FakeClock, **more: Any) -> Iterator[Services]:
    settings = ServerSettings(data_dir=folder, repositories=(served(folder / "campus.git"),), **more)
    found = services(settings, clock=clock)
    yield found
    found.close()


def client(parts: Services) -> TestClient:
    return TestClient(application(parts), follow_redirects=False)


def key(parts: Services, *scopes: Any, days: int | None = 90) -> str:
    return parts.keys.make("reader", scopes or ("read",), account="reviewer-campus", days=days)[1]


def signed_in(parts: Services) -> TestClient:
    browser = client(parts)
    told = browser.post("/login", data={"key": key(parts), "next": "/jobs"})
    assert told.status_code == 303, told.text
    return browser


PLACES = ("/jobs", "/jobs/{job}", "/jobs/{job}/files/cctv-vlan-building-7/manifest.json", "/jobs/{job}/live")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("given", ["", "Bearer gains_000000000000_nothing", "Basic Zm9vOmJhcg==", "key", "submit only"])
def test_whoever_is_not_known_sees_nothing(
    parts: Services, made: tuple[ChangePackage, ...], place: str, given: str
) -> None:
    job = done(parts, begun(parts), made)
    if given in ("key", "submit only"):
        given = f"Bearer {key(parts, 'submit')}" if given == "submit only" else key(parts)
    headers = {"Authorization": given} if given else {}
    told = client(parts).get(place.format(job=job.id), headers=headers)
    assert told.status_code in (303, 401, 403)
    assert "cctv" not in told.text
    if told.status_code == 303:
        assert told.headers["location"].startswith("/login?next=")


def test_a_key_signs_in_and_out(parts: Services) -> None:
    browser = client(parts)
    told = browser.post("/login", data={"key": key(parts), "next": "https://elsewhere.example.net/"})
    assert (told.status_code, told.headers["location"]) == (303, "/jobs"), "nobody is sent elsewhere"
    cookie = told.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert browser.get("/jobs").status_code == 200
    assert "reviewer-campus" in browser.get("/jobs").text
    assert browser.post("/logout").status_code == 303
    assert browser.get("/jobs").status_code == 303


def test_a_wrong_key_is_said_and_not_shown_again(parts: Services) -> None:
    told = client(parts).post("/login", data={"key": "gains_0_wrong"})
    assert told.status_code == 401
    assert 'role="alert"' in told.text
    assert "gains_0_wrong" not in told.text
    assert "set-cookie" not in told.headers


def test_guessing_is_slowed_down(parts: Services) -> None:
    browser = client(parts)
    found = {browser.post("/login", data={"key": "gains_0_wrong"}).status_code for _ in range(25)}
    assert found == {401, 429}


def test_another_site_signs_nobody_in_or_out(parts: Services) -> None:
    browser = signed_in(parts)
    cross = ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "null"})
    for headers in (*cross, {"Origin": "https://elsewhere.example.net"}, {"Sec-Fetch-Site": "same-site"}):
        assert browser.post("/logout", headers=headers).status_code == 403
        assert browser.post("/login", data={"key": key(parts)}, headers=headers).status_code == 403
    assert browser.get("/jobs").status_code == 200


def test_a_session_ends_with_its_key_and_with_the_day(parts: Services, clock: FakeClock) -> None:
    browser = signed_in(parts)
    clock.time += timedelta(hours=9)
    assert browser.get("/jobs").status_code == 303
    again = signed_in(parts)
    assert again.get("/jobs").status_code == 200
    for one in parts.keys.listed():
        parts.keys.revoke(one.id)
    assert again.get("/jobs").status_code == 303


def test_a_cookie_that_somebody_made_is_none(parts: Services, tmp_path: Path, clock: FakeClock) -> None:
    browser = signed_in(parts)
    good = browser.cookies["gains"]
    said, _, mac = good.partition(".")
    elsewhere = next(_parts(tmp_path / "other", clock))
    for forged in (said, f"{said}.", f"{said}.{mac[:-4]}AAAA", f"AAAA{said}.{mac}", "é.é", good.replace(".", "..")):
        told = client(parts).get("/jobs", headers=[(b"Cookie", f"gains={forged}".encode("latin-1"))])
        assert told.status_code == 303, forged
    other = client(elsewhere)
    other.cookies.set("gains", good)
    assert other.get("/jobs").status_code == 303, "another server's audit key seals other cookies"
    elsewhere.close()


def test_over_tls_the_cookie_belongs_to_this_host_alone(tmp_path: Path, clock: FakeClock) -> None:
    for parts in _parts(tmp_path, clock, public_url="https://gains.example.net/bot"):
        told = client(parts).post("/login", data={"key": key(parts)})
        assert told.headers["set-cookie"].startswith("__Host-gains=")
        assert "Secure" in told.headers["set-cookie"]
        assert told.headers["location"] == "/bot/jobs"


def test_pages_can_be_open_or_not_there(tmp_path: Path, clock: FakeClock) -> None:
    for parts in _parts(tmp_path / "open", clock, pages="open"):
        assert client(parts).get("/jobs").status_code == 200
    for parts in _parts(tmp_path / "off", clock, pages="off"):
        for place in ("/jobs", "/login", "/", "/jobs/job-0"):
            assert client(parts).get(place).status_code == 404


def test_every_page_forbids_what_does_not_come_from_here(parts: Services, made: tuple[ChangePackage, ...]) -> None:
    job = done(parts, begun(parts), made)
    browser = signed_in(parts)
    for place in ("/jobs", f"/jobs/{job.id}", "/login", "/jobs/job-0", "/jobs?state=nonsense"):
        told = browser.get(place)
        assert told.headers["content-security-policy"] == POLICY, place
        assert told.headers["cache-control"] == "no-store"
        assert told.headers["referrer-policy"] == "same-origin", "browsers must say where a form comes from"
        assert told.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)|javascript:", told.text), place
    assert "'unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


def test_a_job_page_says_all_of_it(parts: Services, made: tuple[ChangePackage, ...]) -> None:
    job = done(parts, begun(parts), made)
    text = signed_in(parts).get(f"/jobs/{job.id}").text
    for said in (
        "Waiting for 1 of 2 approvals.",
        "awaiting approval",
        job.digest,
        made[0].digest,
        "Counting for this head: reviewer-campus (1 of 2)",
        "Read, and compared with the map.",
        "commands and rollback proved on the model",
        "not assessed, because no analyzer is connected",
        "routes, sessions, flows and loops in the whole network",
        "contents, signatures, and the link of each to the one before are right",
        "interface GigabitEthernet1/0/10",
        "<ins>143 [1] + vlan 120\n",
        "<code>spec.vlan</code> at <code>intents/cctv-vlan-building-7.yaml:9:9</code>, feature vlan",
        "blueprint <code>ios-vlan@1.0.0</code>",
        'aria-current="step"',
        "2 devices alike: dist-a-01, dist-a-02",
    ):
        assert said in text, said


def test_energy_is_drawn_and_said(parts: Services) -> None:
    quiet = {"Ethernet7/1": 0.0, "Ethernet8/1": 200.0}
    spec = {"ports": [{"device": "sp-1", "interfaces": list(quiet)}], "unplug": True}
    job = done(parts, begun(parts), [Spine().telemetry("sp-1", quiet).package("port_sleep", spec)])
    text = signed_in(parts).get(f"/jobs/{job.id}").text
    assert text.count('<svg class="chart"') == 2
    assert re.search(r"<title id=\"adds-x\">What the change adds: the change as a whole -\d", text)
    assert "variant: shut down, modules stay in" in text
    assert "Who was asked: 2 questions to the outside" in text


def test_a_job_without_a_package_says_so_and_is_followed(parts: Services) -> None:
    job = begun(parts)
    text = signed_in(parts).get(f"/jobs/{job.id}").text
    assert "There is no change package yet." in text
    assert f'data-live="/jobs/{job.id}/live?after={job.revision}"' in text


def test_a_record_that_was_changed_is_seen(parts: Services, made: tuple[ChangePackage, ...]) -> None:
    job = done(parts, begun(parts), made)
    with parts.database.write() as connection:
        connection.execute(sa.text("DROP TRIGGER IF EXISTS audit_no_update"))
        names = connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        for name in list(names):
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        connection.execute(sa.text("UPDATE audit SET actor = 'somebody' WHERE seq = 3"))
    text = signed_in(parts).get(f"/jobs/{job.id}").text
    assert "The trail is broken." in text
    assert "record 3 was changed" in text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y> \u202egnol \u200bx"


def test_what_a_repository_says_is_text_and_can_be_seen(parts: Services, made: tuple[ChangePackage, ...]) -> None:
    files = tuple(
        (path, content.replace(b"camera, floor 1", HOSTILE.replace('"', '\\"').encode()))
        for path, content in made[0].files
    )
    job = done(parts, begun(parts, requester=HOSTILE), [made[0].model_copy(update={"files": files})])
    browser = signed_in(parts)
    for place in (f"/jobs/{job.id}", "/jobs"):
        text = browser.get(place).text
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "\u202e" not in text
        assert "\\u202e" in text


def test_a_file_is_plain_text(parts: Services, made: tuple[ChangePackage, ...]) -> None:
    job = done(parts, begun(parts), made)
    browser = signed_in(parts)
    told = browser.get(f"/jobs/{job.id}/files/cctv-vlan-building-7/explain.md")
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    assert told.content == dict(made[0].files)["explain.md"]
    for path in ("nothing", "../../../etc/passwd", ".answers.json"):
        assert browser.get(f"/jobs/{job.id}/files/{path}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {7, 8}),
        ("state=awaiting_approval", {7}),
        ("pull=8", {8}),
        ("repository=local:campus&requester=somebody", {8}),
        ("requester=nobody", set()),
    ],
)
def test_the_list_is_filtered(parts: Services, made: tuple[ChangePackage, ...], query: str, found: set[int]) -> None:
    done(parts, begun(parts, 7), made)
    begun(parts, 8, requester="somebody")
    text = signed_in(parts).get(f"/jobs?{query}").text
    assert {int(one) for one in re.findall(r"local:campus #(\d+)", text)} == found
    assert ("No job fits" in text) is (not found)


@pytest.mark.parametrize("query", ["state=nonsense", "pull=x", "pull=99999999999", "before=0", "pull=²"])
def test_a_filter_that_cannot_be_is_said(parts: Services, query: str) -> None:
    told = signed_in(parts).get(f"/jobs?{query}")
    assert told.status_code == 422
    assert 'role="alert"' in told.text


def test_the_list_goes_on(parts: Services) -> None:
    for pull in range(1, 53):
        begun(parts, pull)
    browser = signed_in(parts)
    first = browser.get("/jobs?repository=local:campus").text
    place = re.search(r'rel="next" href="([^"]+)"', first)
    assert place
    second = browser.get(place[1].replace("&amp;", "&")).text
    pulls = [int(one) for text in (first, second) for one in re.findall(r"local:campus #(\d+)", text)]
    assert pulls == list(range(52, 0, -1))


def test_styles_and_scripts_have_names_of_their_content(parts: Services) -> None:
    text = signed_in(parts).get(f"/jobs/{begun(parts).id}").text
    for place in re.findall(r'(?:href|src)="(/static/[^"]+)"', text):
        told = client(parts).get(place)
        assert (told.status_code, "immutable" in told.headers["cache-control"]) == (200, True)
    assert client(parts).get("/static/0/gains.css").status_code == 404
    assert client(parts).get("/static/0/../../settings.py").status_code == 404


def test_a_move_is_told_to_who_follows(parts: Services) -> None:
    job = begun(parts)
    with signed_in(parts).stream("GET", f"/jobs/{job.id}/live?after=0") as told:
        assert told.headers["content-type"].startswith("text/event-stream")
        lines = iter(told.iter_lines())
        heard = [next(lines) for _ in range(5)]
    assert heard[2:5] == [
        f"id: {job.revision}",
        "event: moved",
        f'data: {{"state": "normalizing", "revision": {job.revision}}}',
    ]


def test_a_page_escapes_by_itself() -> None:
    text = render("problem.html.j2", shell=_Bare(), title=HOSTILE, detail=HOSTILE)
    assert "<img" not in text


class _Bare:
    base = style = script = account = ""


def test_the_head_is_that_of_the_words(parts: Services, made: tuple[ChangePackage, ...]) -> None:
    job = done(parts, begun(parts), made)
    with parts.database.write() as connection:
        from bot.jobs.trail import Fact

        parts.jobs.move(connection, job.id, "awaiting_approval", Fact("x", {"why": ""}), head_sha="e" * 40)
    text = signed_in(parts).get(f"/jobs/{job.id}").text
    assert "The gate has not decided about this head yet." in text, "what was decided about another head is not shown"
    assert f'{HEAD[:12]}</code> <span class="quiet">(an older one)' in text
