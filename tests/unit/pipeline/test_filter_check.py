"""The check of packet filters: exactly what was asked for changes, otherwise a packet is shown."""

from __future__ import annotations

from pathlib import Path

from tests.unit.bot.campus import CAMPUS, Changed, artifact, packages

INTENT = """apiVersion: gains/v1
kind: acl_rule
metadata: {{name: try, reason: a try}}
spec:
  rules:
    - {{device: core-01, acl: TRY, action: permit, protocol: tcp, source: 10.0.0.0/24, destination: any,
       destination_port: 443, {place}}}
"""
CONFIG = (CAMPUS / "configs" / "core-01.cfg").read_text()


def made(filter_lines: str, place: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    text = CONFIG.replace(
        "ip access-list extended BADGE-IN",
        f"ip access-list extended TRY\n{filter_lines}ip access-list extended BADGE-IN",
        1,
    )
    files = Changed().put("configs/core-01.cfg", text).put("intents/try.yaml", INTENT.format(place=place))
    (package,) = packages("try", files=files)
    validation = artifact(package, "validation.json")
    (row,) = [one for one in validation["checks"] if one["name"] == "packet filters"] or [{}]
    return row, validation["findings"]


def test_a_flow_that_changes_as_asked_passes() -> None:
    row, findings = made(" permit tcp any any established\n deny ip any any\n", "before: 20")
    assert row["outcome"] == "PASS", row
    assert "TRY of core-01" in row["reason"]
    assert "filter-flow-partly" not in {one["rule"] for one in findings}


def test_a_part_that_an_entry_before_decides_is_shown_with_a_packet() -> None:
    row, findings = made(" deny tcp 10.0.0.0 0.0.0.15 any match-all +syn -ack\n deny ip any any\n", "before: 20")
    assert row["outcome"] == "PASS"
    (partly,) = [one for one in findings if one["rule"] == "filter-flow-partly"]
    assert "tcp from 10.0.0." in partly["message"]


def test_what_was_not_understood_leaves_no_verdict() -> None:
    row, _ = made(" permit ip any any time-range NIGHT\n deny ip any any\n", "before: 20")
    assert row["outcome"] == "INCONCLUSIVE"
    assert "time-range NIGHT" in row["reason"]


def test_a_flow_that_entries_before_decide_together_is_refused_at_once() -> None:
    _, findings = made(
        " deny ip 10.0.0.0 0.0.0.127 any\n deny ip 10.0.0.128 0.0.0.127 any\n deny ip any any\n", "before: 30"
    )
    assert any(one["rule"] == "acl-shadowed" and "together" in one["message"] for one in findings)


def test_the_example_has_such_a_filter() -> None:
    assert Path(CAMPUS).is_dir()
    assert "ip access-list extended BADGE-IN" in CONFIG
