"""Pages of jobs in a real Chromium: without scripts, by keyboard, narrow, dark, on paper, and with 10,000 lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from bot.app import Services, services
from bot.jobs.trail import Fact
from bot.settings import ServerSettings
from tests.e2e.browser import browser
from tests.e2e.page_server import serving
from tests.unit.bot.campus import packages
from tests.unit.bot.energy.spine import Spine
from tests.unit.bot.server.network import served
from tests.unit.bot.web.filled import begun, done

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from schemas.package import ChangePackage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
QUIET = {"Ethernet7/1": 0.0, "Ethernet8/1": 200.0}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("server")
    made = services(ServerSettings(data_dir=folder, repositories=(served(folder / "campus.git"),)))
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(parts: Services) -> Iterator[str]:
    with serving(parts) as url:
        yield url


@pytest.fixture(scope="module")
def jobs(parts: Services) -> dict[str, str]:
    spec = {"ports": [{"device": "sp-1", "interfaces": list(QUIET)}], "unplug": True}
    sleep = Spine().telemetry("sp-1", QUIET).package("port_sleep", spec)
    found = {
        "vlan": done(parts, begun(parts, 1), packages("cctv-vlan-building-7")),
        "blocked": done(parts, begun(parts, 2), packages("wrong-guest-print")),
        "sleep": done(parts, begun(parts, 3), [sleep]),
        "long": done(parts, begun(parts, 4), [long(packages("cctv-vlan-building-7")[0], 10_000)]),
    }
    return {name: job.id for name, job in found.items()}


def long(package: ChangePackage, lines: int) -> ChangePackage:
    """Return a package whose first device gains so many lines."""
    files = dict(package.files)
    said = json.loads(files["candidates.json"])
    first = said["devices"][0]
    candidate = [line for at in range(lines // 2) for line in (f"interface Ethernet{at}/1", f"   mtu {1500 + at % 9}")]
    first["lines"] = [{"line": at, "origin": 0, "text": line.strip()} for at, line in enumerate(candidate, start=1)]
    files["candidates.json"] = json.dumps(said).encode()
    files[f"candidates/{first['device']}.cfg"] = "\n".join(candidate).encode()
    return package.model_copy(update={"files": tuple(sorted(files.items()))})


Opening = Callable[..., "Page"]


def sign_in(page: Page, parts: Services, address: str) -> None:
    """Sign in by the keyboard alone."""
    page.goto(f"{address}/jobs")
    assert page.url == f"{address}/login?next=/jobs"
    page.wait_for_function("document.activeElement?.id === 'key'")  # nobody has to point at the field
    page.keyboard.type(parts.keys.make("reader", ("read",))[1])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/jobs")


@pytest.fixture(scope="module")
def session(chromium: Browser, parts: Services, address: str) -> Any:
    """Somebody who has signed in."""
    context = chromium.new_context()
    sign_in(context.new_page(), parts, address)
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def opened(chromium: Browser, address: str, session: Any) -> Iterator[Opening]:
    """Open a page as somebody who has signed in; what the browser complains about is an error."""
    complaints: list[str] = []

    def open_(**how: Any) -> Page:
        page = chromium.new_context(storage_state=session, **how).new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/jobs")
        return page

    yield open_
    for context in chromium.contexts:
        context.close()
    assert complaints == []


def fits(page: Page) -> bool:
    """Tell whether nothing sticks out of the window sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_all_of_it_is_there_without_scripts(opened: Opening, address: str, jobs: dict[str, str]) -> None:
    page = opened(java_script_enabled=False)
    page.get_by_role("link", name="cctv-vlan-building-7").last.click()
    assert page.url == f"{address}/jobs/{jobs['vlan']}"
    assert page.get_by_role("heading", name="Waiting for 1 of 2 approvals.").is_visible()
    page.get_by_text("Commands there (26)").click()
    assert page.get_by_text("switchport access vlan 120", exact=False).first.is_visible()
    page.get_by_text("Records", exact=True).click()
    assert page.get_by_text("job-submitted").is_visible()


def test_the_keyboard_reaches_everything(opened: Opening, address: str, jobs: dict[str, str]) -> None:
    page = opened()
    page.goto(f"{address}/jobs/{jobs['sleep']}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 60)"))
    wanted = {
        "Commands there (6)",
        "Commands back (6)",
        "The same in numbers",
        "Records",
        "Where these lines come from",
    }
    assert wanted <= reached
    assert any(one.startswith("sp-1 (arista_eos)") for one in reached)


def test_the_way_through_the_page_leads_there(opened: Opening, address: str, jobs: dict[str, str]) -> None:
    page = opened()
    page.goto(f"{address}/jobs/{jobs['vlan']}")
    way = page.get_by_role("navigation", name="On this page")
    assert "1 no verdict, 10 pass" in way.inner_text()
    assert "+16 −11" in way.inner_text()
    for link in way.get_by_role("link").all():
        target = link.get_attribute("href")
        assert target
        assert page.locator(target).count() == 1, target
    way.get_by_role("link", name="not looked at").click()
    heading = page.get_by_role("heading", name="What nobody looked at")
    seen = heading.bounding_box()
    bar = way.bounding_box()
    assert seen
    assert bar
    assert seen["y"] >= bar["y"] + bar["height"] - 1, "the way does not cover what it leads to"


def test_a_reader_is_told_what_things_are(opened: Opening, address: str, jobs: dict[str, str]) -> None:
    page = opened()
    page.goto(f"{address}/jobs/{jobs['sleep']}")
    tree = page.locator("body").aria_snapshot()
    for said in (
        "banner",
        "main",
        'navigation "Site"',
        'heading "Verdicts" [level=3]',
        'heading "Energy" [level=3]',
        'columnheader "Verdict"',
        'rowheader "idleness"',
        'article "x"',
    ):
        assert said in tree, said
    assert re.search(r'img "What the change adds: the change as a whole -\d', tree)
    levels = [int(one) for one in re.findall(r"heading .*\[level=(\d)\]", tree)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "no level is left out"
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]),select')].filter(e => !e.labels.length).length"
    )
    assert unnamed == 0
    doubled = page.evaluate(
        "(ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert doubled == []


_CONTRAST = """() => {
  const of = text => text.match(/[\\d.]+/g).map(Number);
  const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(c => linear(c / 255))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = one => {
    for (let e = one; e; e = e.parentElement) {
      const found = of(getComputedStyle(e).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    if (e.closest('svg,.hidden,.skip')) continue;
    const [a, b] = [light(of(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.push(`${e.className || e.tagName}: ${e.textContent.trim().slice(0, 30)}`);
  }
  return bad;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["vlan", "blocked", "sleep"])
def test_words_stand_out_from_their_ground(
    opened: Opening, address: str, jobs: dict[str, str], scheme: str, name: str
) -> None:
    page = opened(color_scheme=scheme)
    assert page.evaluate(_CONTRAST) == []
    page.goto(f"{address}/jobs/{jobs[name]}")
    assert page.evaluate(_CONTRAST) == [], "WCAG 2.2, 1.4.3: at least 4.5 to 1"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark is (scheme == "dark")


@pytest.mark.parametrize("name", ["vlan", "blocked", "sleep"])
def test_it_fits_a_phone(opened: Opening, address: str, jobs: dict[str, str], name: str) -> None:
    page = opened(viewport={"width": 360, "height": 740})
    assert fits(page)
    page.goto(f"{address}/jobs/{jobs[name]}")
    assert fits(page)


def test_paper_shows_what_is_folded(opened: Opening, address: str, jobs: dict[str, str]) -> None:
    page = opened()
    page.goto(f"{address}/jobs/{jobs['vlan']}")
    back = page.locator("pre", has_text="no vlan 120").first
    assert not back.is_visible()
    page.emulate_media(media="print")
    assert back.is_visible()
    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_ten_thousand_lines_stay_usable(opened: Opening, address: str, jobs: dict[str, str]) -> None:
    page = opened()
    told = page.goto(f"{address}/jobs/{jobs['long']}")
    assert told
    assert len(told.body()) < 500_000
    device = page.locator("details.device").filter(has_text="+10000")
    assert device.get_attribute("open") is None, "it is folded at first"
    device.locator("summary").first.click()
    lines = (device.locator(".diff").text_content() or "").splitlines()
    assert len([one for one in lines if re.match(r" *\d+ \[1\] \+ (interface Ethernet|   mtu 15)", one)]) == 10_000
    assert page.evaluate("document.querySelectorAll('*').length") < 2_000, "no element for each line"
    last = device.get_by_text("interface Ethernet4999/1")
    last.scroll_into_view_if_needed()
    assert last.is_visible()
    assert device.get_by_role("insertion").count() > 0
    assert fits(page)


def test_progress_is_followed_as_it_happens(opened: Opening, parts: Services, address: str) -> None:
    job = begun(parts, 20)
    page = opened()
    page.goto(f"{address}/jobs/{job.id}")
    assert page.locator("li[aria-current=step] strong").inner_text() == "normalizing"
    with parts.database.write() as connection:
        parts.jobs.move(connection, job.id, "generating", Fact("job-stage", {"why": ""}))
    page.locator("li.generating[aria-current=step]").wait_for()
    assert "Candidates and commands are being made." in page.get_by_role("status").inner_text()
    done(parts, parts.jobs.get(job.id) or job, packages("cctv-vlan-building-7"))
    page.get_by_role("link", name="Read it again").wait_for()
    page.get_by_role("link", name="Read it again").click()
    page.get_by_role("heading", name="Verdicts").wait_for()
