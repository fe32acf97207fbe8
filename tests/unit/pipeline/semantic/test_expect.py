"""`expect:` lets more change than the kind declares: whoever approves sees it, and a repository may forbid it."""

from __future__ import annotations

import pytest

from bot.files import Folder
from bot.propose import propose_intents
from pipeline.semantic.declaration import expected, widened
from pipeline.semantic.difference import Difference, allowed
from schemas.declared import Declared
from tests.unit.bot.campus import CAMPUS, Changed, artifact, packages

INTENT = "guest-vlan-building-3"
PATH = f"intents/{INTENT}.yaml"
EXPECT = """expect:
  - {what: route, names: [198.51.100.0/24], within: true, sign: gain, because: the new uplink brings it}
  - {what: interface, device: dist-a-01, names: [Port-Channel3], only: ["mtu=*"]}
"""
WORDS = (
    "expect[0]: route 198.51.100.0/24 may come, because the new uplink brings it",
    "expect[1]: interface Port-Channel3 of dist-a-01 (mtu=*) may change",
)


def changed(more: str, settings: str = "") -> Changed:
    base = Folder(CAMPUS)
    files = Changed().put(PATH, (base.read(PATH) or b"").decode() + more)
    if settings:
        text = (base.read("gains.yaml") or b"").decode()
        files.put("gains.yaml", text.replace("validators:\n", f"validators:\n  {settings}\n"))
    return files


def test_it_is_said_in_words_what_may_change_beyond_the_kind() -> None:
    import yaml

    items = expected(yaml.safe_load(EXPECT)["expect"])
    found = widened(Declared(), items)
    assert found.widened == WORDS
    mtu = Difference("interface", "dist-a-01", "Port-Channel3", "any", "w", "r", aspects=("mtu=9000",))
    other = Difference("interface", "dist-a-01", "Port-Channel3", "any", "w", "r", aspects=("incomingfilter=a",))
    assert [allowed(one, found) is not None for one in (mtu, other)] == [True, False]


def test_who_approves_sees_it_whoever_answers() -> None:
    (package,) = packages(INTENT, files=changed(EXPECT))
    said = [one for one in package.findings if one.rule == "declared-wider"]
    assert [one.message.partition("declares: ")[2] for one in said] == [text.partition(": ")[2] for text in WORDS]
    assert [one.place.line if one.place else 0 for one in said] == [18, 19]
    assert not package.blocking
    (plain,) = packages(INTENT)
    assert not [one for one in plain.findings if one.rule == "declared-wider"]


def test_a_repository_may_forbid_it() -> None:
    files = changed(EXPECT, "widening: forbid")
    (package,) = packages(INTENT, files=files)
    (said,) = [one for one in package.findings if one.rule == "widening-forbidden"]
    assert package.blocking
    assert said.place is not None
    assert said.place.line == 18
    (plain,) = packages(INTENT, files=changed("", "widening: forbid"))
    assert not plain.blocking


def test_what_the_head_says_of_it_does_not_count() -> None:
    """The settings of the base decide: a pull request cannot allow itself to widen."""
    base = changed("", "widening: forbid")
    (package,) = propose_intents(base, changed(EXPECT), [PATH]).packages
    assert package.blocking


@pytest.mark.parametrize(
    "line", ["  - {what: weather}", "  - {what: route, only: ['']}", "  - {what: route, sign: up}"]
)
def test_what_it_may_not_say_is_found_on_its_line(line: str) -> None:
    (package,) = packages(INTENT, files=changed(f"expect:\n{line}\n"))
    assert package.blocking
    assert any(one.place is not None and one.place.line == 18 for one in package.findings if one.severity == "error")
    assert artifact(package, "validation.json")["checks"][0]["outcome"] == "FAIL"
