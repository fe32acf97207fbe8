"""Inventory import: what each source becomes, what stays, what goes, and that nothing is lost or half-written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import application
from bot.inventories.base import Asked, FoundDevice, FoundLink, Imported, modules, platforms, source
from bot.inventory_import import DEVICES, LINKS, PROVENANCE, planned, write
from bot.inventory_merge import How
from pipeline.errors import GainsError, InvalidIntentError, SettingsError, WorkspaceError
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.inventory.api_server import TOKEN, Shown, server


@pytest.fixture
def campus(tmp_path: Path) -> Path:
    root = tmp_path / "network"
    for part in ("inventory", "configs"):
        shutil.copytree(CAMPUS / part, root / part)
    return root


def device(name: str, **fields: str) -> FoundDevice:
    all_fields = {"name": name, "platform": "cisco_ios", **fields}
    return FoundDevice(all_fields, {field: f"row {name} {field}" for field in all_fields})


def imported(root: Path, found: Imported, **how: bool) -> list[tuple[str, str]]:
    plan = planned(root, found, How("test", **how))
    write(root, plan.files)
    return [(one.state, one.subject) for one in plan.merged.changes]


def items(root: Path) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in yaml.safe_load((root / DEVICES).read_text())["devices"]}


def gains(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(application(("inventory",)), ["inventory", "import", *words])
    return done.exit_code, done.output


def test_sources_are_the_files_of_the_folder_and_know_our_platforms() -> None:
    assert set(modules()) == {"configs", "containerlab", "csv", "nautobot", "netbox"}
    assert set(platforms().values()) >= {"arista_eos", "cisco_ios", "cisco_nxos", "cisco_xr", "frr", "juniper_junos"}


def test_a_new_device_is_added_and_every_other_line_stays(campus: Path) -> None:
    before = (campus / DEVICES).read_text()
    assert imported(campus, Imported((device("new-1", role="access", site="hq"),))) == [("new", "new-1")]
    after = (campus / DEVICES).read_text()
    assert after.startswith(before)
    assert items(campus)["new-1"] == {
        "name": "new-1", "platform": "cisco_ios", "os_version": "unknown", "role": "access", "site": "hq",
    }  # fmt: skip
    said = yaml.safe_load((campus / PROVENANCE).read_text())["devices"]["new-1"]
    assert said == {field: f"test: row new-1 {field}" for field in ("name", "platform", "role", "site")}


def test_what_was_written_by_hand_stays_until_it_is_taken_over(campus: Path) -> None:
    found = Imported((device("acc-b1-01", os_version="15.2(7)E9"),))
    assert imported(campus, found) == [("kept", "acc-b1-01")]
    assert items(campus)["acc-b1-01"]["os_version"] == "15.2(7)E8"
    assert imported(campus, found, take_over=True) == [("changed", "acc-b1-01")]
    assert items(campus)["acc-b1-01"]["os_version"] == "15.2(7)E9"
    later = Imported((device("acc-b1-01", os_version="15.2(7)E10"),))
    assert imported(campus, later) == [("changed", "acc-b1-01")]
    assert imported(campus, later) == []


def test_comments_and_optics_stay_where_a_field_changes(campus: Path) -> None:
    (campus / DEVICES).write_text((campus / DEVICES).read_text().replace("    model: C9300-48U\n", "    # asset 17\n"))
    before = (campus / DEVICES).read_text().splitlines()
    imported(campus, Imported((device("acc-b7-01", model="C9300-24U"),)))
    after = (campus / DEVICES).read_text().splitlines()
    assert [line for line in after if line not in before] == ["    model: C9300-24U"]
    assert [line for line in before if line not in after] == []
    assert items(campus)["acc-b7-01"]["optics"]


def test_what_the_source_has_no_more_is_named_and_goes_only_when_told(campus: Path) -> None:
    both = Imported(
        (device("new-1"), device("new-2")),
        (FoundLink(("new-1", "Ethernet1"), ("new-2", "Ethernet1"), "c1"),),
    )
    imported(campus, both)
    assert "new-1" in (campus / LINKS).read_text()
    one = Imported((device("new-1"),))
    assert imported(campus, one, part=True) == []
    assert imported(campus, one) == [("gone", "new-2"), ("gone", "new-1 Ethernet1 -- new-2 Ethernet1")]
    assert "new-2" in items(campus)
    imported(campus, one, remove=True)
    assert set(items(campus)) >= {"new-1", "acc-b1-01"}
    assert "new-2" not in items(campus)
    assert (campus / LINKS).read_text() == (CAMPUS / LINKS).read_text()
    assert "new-2" not in (campus / PROVENANCE).read_text()


def test_a_port_has_one_cable_and_ends_are_in_the_inventory(campus: Path) -> None:
    taken = FoundLink(("core-01", "HundredGigE1/0/25"), ("core-02", "HundredGigE1/0/99"), "c1")
    outside = FoundLink(("core-01", "HundredGigE1/0/31"), ("nobody", "x1"), "c2")
    known = FoundLink(("core-02", "HundredGigE1/0/25"), ("core-01", "HundredGigE1/0/25"), "c3")
    states = imported(campus, Imported((), (taken, outside, known)))
    assert [state for state, _ in states] == ["kept", "refused"]
    assert (campus / LINKS).read_text() == (CAMPUS / LINKS).read_text()


@pytest.mark.parametrize(
    "fields",
    [{"platform": "x"}, {"site": "a b"}, {"model": "a\nb"}, {"management": "10.0.0.300"}, {"model": "{{ x }}"}],
)
def test_a_value_that_cannot_be_used_is_left_out_and_named(campus: Path, fields: dict[str, str]) -> None:
    states = imported(campus, Imported((device("new-1", **fields),)))
    assert ("refused", "new-1") in states
    assert "{{" not in (campus / DEVICES).read_text()


@pytest.mark.parametrize("name", ["../evil", "a/b", "a b", "", "-x"])
def test_a_name_that_leads_elsewhere_is_no_device(campus: Path, name: str) -> None:
    found = FoundDevice({"name": name, "platform": "cisco_ios"}, {"name": "x", "platform": "x"}, config=b"hostname x\n")
    assert [state for state, _ in imported(campus, Imported((found,)))][-1] == "refused"
    assert items(campus).keys() == {one["name"] for one in yaml.safe_load((CAMPUS / DEVICES).read_text())["devices"]}
    assert not (campus.parent / "evil.cfg").exists()


def test_an_error_while_writing_leaves_all_as_it_was(campus: Path) -> None:
    plan = planned(campus, Imported((device("new-1"),)), How("test"))
    before = {path: (campus / path).read_bytes() for path in (DEVICES, LINKS)}
    (campus / "inventory" / ".provenance.yaml.new").mkdir()
    with pytest.raises(WorkspaceError):
        write(campus, plan.files)
    assert before == {path: (campus / path).read_bytes() for path in (DEVICES, LINKS)}


def test_an_inventory_that_is_broken_is_not_touched(campus: Path) -> None:
    (campus / DEVICES).write_text("devices:\n  - name: x\n")
    with pytest.raises(InvalidIntentError, match=r"inventory/devices\.yaml"):
        planned(campus, Imported(()), How("test"))


def test_an_empty_repository_gets_an_inventory(tmp_path: Path) -> None:
    imported(tmp_path, Imported((device("a"), device("b")), (FoundLink(("a", "e1"), ("b", "e1"), "c"),)))
    assert set(items(tmp_path)) == {"a", "b"}
    assert len(yaml.safe_load((tmp_path / LINKS).read_text())["links"]) == 1


WORDS = st.sampled_from(["access", "core", "yes", "007", "1e3", "null", "x.y", "15.2"])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), WORDS, WORDS), unique_by=lambda one: one[0]), st.booleans())
def test_what_was_imported_is_there_and_a_second_time_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], old: bool
) -> None:
    root = tmp_path_factory.mktemp("law")
    if old:
        imported(root, Imported((device("b", role="access", site="hq"), device("z"))))
    found = Imported(tuple(device(name, role=role, site=site) for name, role, site in rows))
    imported(root, found)
    if rows or old:
        there = items(root)
        assert {name: (there[name]["role"], there[name]["site"]) for name, _, _ in rows} == {
            name: (role, site) for name, role, site in rows
        }
        assert ("z" in there) == old
    assert [state for state, _ in imported(root, found) if state != "gone"] == []


NETBOX = {
    "devices": [
        {
            "id": number, "name": name, "platform": {"id": 1, "name": "Arista EOS", "slug": "arista-eos"},
            "role": {"id": 1, "name": "Leaf", "slug": "leaf"}, "site": {"id": 1, "name": "HQ", "slug": "hq"},
            "device_type": {"id": 1, "model": "DCS-7050SX3-48YC8", "manufacturer": {"id": 1, "name": "Arista"}},
            "primary_ip": {"id": 1, "address": f"192.0.2.{number}/24"}, "custom_fields": {"os_version": "4.30.1F"},
        }
        for number, name in ((11, "leaf-a"), (12, "leaf-b"), (13, "leaf-c"))
    ] + [{"id": 14, "name": "pdu-1", "platform": None, "role": {"slug": "pdu"}, "site": {"slug": "hq"}}],
    "cables": [
        {
            "id": 5,
            "a_terminations": [{"object_type": "dcim.interface", "object_id": 1,
                                "object": {"id": 1, "name": "Ethernet1", "device": {"id": 11, "name": "leaf-a"}}}],
            "b_terminations": [{"object_type": "dcim.interface", "object_id": 2,
                                "object": {"id": 2, "name": "Ethernet1", "device": {"id": 12, "name": "leaf-b"}}}],
        },
        {
            "id": 6,
            "a_terminations": [{"object_type": "dcim.powerport", "object": {"id": 1, "name": "PSU1"}}],
            "b_terminations": [{"object_type": "dcim.interface",
                                "object": {"id": 3, "name": "Ethernet2", "device": {"id": 12, "name": "leaf-b"}}}],
        },
    ],
}  # fmt: skip
NAUTOBOT = {
    "devices": [
        {
            "id": f"0000000{number}-0000-4000-8000-000000000000", "name": name, "object_type": "dcim.device",
            "platform": {"name": "Junos", "network_driver": "juniper_junos"}, "role": {"name": "Edge Router"},
            "location": {"name": "HQ"}, "device_type": {"model": "MX204"}, "software_version": {"version": "21.4R3"},
            "primary_ip4": {"address": f"192.0.2.{number}/32"},
        }
        for number, name in ((1, "edge-a"), (2, "edge-b"), (3, "edge-c"))
    ],
    "cables": [
        {
            "id": "c1", "termination_a_type": "dcim.interface", "termination_b_type": "dcim.interface",
            "termination_a": {"name": "et-0/0/0", "device": {"id": "00000001-0000-4000-8000-000000000000"}},
            "termination_b": {"name": "et-0/0/0", "device": {"id": "00000002-0000-4000-8000-000000000000"}},
        }
    ],
}  # fmt: skip


def test_netbox_is_read_page_by_page_and_with_filters(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(TOKEN + "\n")
    with server(Shown(**NETBOX)) as address:
        code, said = gains("netbox", address, "--token-file", str(token), "--repo", str(tmp_path / "n"))
        assert code == 1, said
        assert "nothing was written" in said
        assert not (tmp_path / "n").exists()
        code, said = gains("netbox", address, "--token-file", str(token), "--repo", str(tmp_path / "n"), "--write")
        assert code == 0, said
        assert "dcim/devices/14 pdu-1" in said
        assert "dcim/cables/6" in said
        found = source("netbox").read(Asked(address, TOKEN, {"name": "leaf-b"}))
        assert [one.name for one in found.devices] == ["leaf-b"]
    assert items(tmp_path / "n")["leaf-c"] == {
        "name": "leaf-c", "platform": "arista_eos", "os_version": "4.30.1F", "role": "leaf", "site": "hq",
        "model": "DCS-7050SX3-48YC8", "management": "192.0.2.13",
    }  # fmt: skip
    said = yaml.safe_load((tmp_path / "n" / PROVENANCE).read_text())
    assert said["devices"]["leaf-a"]["management"] == "netbox: dcim/devices/11 primary_ip"
    assert said["links"] == {"leaf-a Ethernet1 -- leaf-b Ethernet1": "netbox: dcim/cables/5"}


def test_nautobot_is_read_page_by_page() -> None:
    with server(Shown(**NAUTOBOT)) as address:
        found = source("nautobot").read(Asked(address, TOKEN))
    assert [one.name for one in found.devices] == ["edge-a", "edge-b", "edge-c"]
    assert dict(found.devices[0].fields) == {
        "name": "edge-a", "platform": "juniper_junos", "os_version": "21.4R3", "role": "Edge-Router", "site": "HQ",
        "model": "MX204", "management": "192.0.2.1",
    }  # fmt: skip
    assert [one.key for one in found.links] == [(("edge-a", "et-0/0/0"), ("edge-b", "et-0/0/0"))]


@pytest.mark.parametrize(("name", "tables"), [("netbox", NETBOX), ("nautobot", NAUTOBOT)])
def test_a_source_that_stops_half_way_gives_nothing(name: str, tables: dict[str, Any]) -> None:
    shown = Shown(**tables)
    shown.broken_after = 1
    with server(shown) as address:
        with pytest.raises(SettingsError, match=address):
            source(name).read(Asked(address, TOKEN))
        with pytest.raises(SettingsError):
            source(name).read(Asked(address, "wrong"))
    with pytest.raises(SettingsError):
        source(name).read(Asked("http://127.0.0.1:9", TOKEN))


def test_the_token_goes_to_the_server_that_was_named_alone() -> None:
    for name, tables in (("netbox", NETBOX), ("nautobot", NAUTOBOT)):
        thief, shown = Shown(**tables), Shown(**tables)
        with server(thief) as elsewhere, server(shown) as address:
            shown.elsewhere = elsewhere
            if name == "netbox":  # pynetbox asks for pages by itself
                assert source(name).read(Asked(address, TOKEN)).devices
            else:
                with pytest.raises(SettingsError, match="for its next page") as said:
                    source(name).read(Asked(address, TOKEN))
                assert "X-Forwarded-Proto" in said.value.hint
        assert thief.asked == []


def test_a_table_becomes_devices_and_cables(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("\ufeffName,platform,site,owner\na,eos,hq one,x\nb,ios,hq,y\nc,what,hq,z\n")
    (tmp_path / "l.csv").write_text("a_device,a_interface,b_device,b_interface\na,Ethernet1,b,GigabitEthernet0/1\n")
    found = source("csv").read(Asked(str(tmp_path / "d.csv"), links=tmp_path / "l.csv"))
    assert [(one.name, one.fields["platform"], one.fields["site"]) for one in found.devices] == [
        ("a", "arista_eos", "hq-one"), ("b", "cisco_ios", "hq"),
    ]  # fmt: skip
    assert found.devices[1].origins["site"] == "d.csv:3 site"
    assert [one.key for one in found.links] == [(("a", "Ethernet1"), ("b", "GigabitEthernet0/1"))]
    assert [one.partition(": ")[2] for one in found.left] == [
        "column 'owner' is none of ours; left out", "c: platform 'what' is not known; left out",
    ]  # fmt: skip
    for wrong in ("name,site\na,b\n", "name,platform\na\n", "name,platform\n,eos\n", "name,platform\na,eos,x\n"):
        (tmp_path / "w.csv").write_text(wrong)
        with pytest.raises(InvalidIntentError):
            source("csv").read(Asked(str(tmp_path / "w.csv")))


def test_a_topology_of_containerlab_becomes_devices_with_their_own_ports(tmp_path: Path) -> None:
    path = tmp_path / "lab.clab.yml"
    path.write_text(
        "name: lab 1\ntopology:\n  kinds: {arista_ceos: {image: 'ceos:4.32.0F'}}\n"
        "  nodes:\n    s1: {kind: arista_ceos, mgmt-ipv4: 172.20.20.2, labels: {role: spine}}\n"
        "    r1: {kind: linux, image: 'registry.example.net:5000/frrouting/frr:9.1.0', group: edge}\n"
        "    h1: {kind: linux, image: alpine}\n"
        "  links:\n    - endpoints: ['s1:eth1', 'r1:eth1']\n    - endpoints: ['s1:eth2_1', 'h1:eth0']\n"
    )
    found = source("containerlab").read(Asked(str(path)))
    assert {one.name: dict(one.fields) for one in found.devices} == {
        "r1": {"name": "r1", "platform": "frr", "os_version": "9.1.0", "role": "edge", "site": "lab-1"},
        "s1": {"name": "s1", "platform": "arista_eos", "os_version": "4.32.0F", "role": "spine", "site": "lab-1",
               "management": "172.20.20.2"},
    }  # fmt: skip
    assert [one.key for one in found.links] == [(("r1", "eth1"), ("s1", "Ethernet1"))]
    assert len(found.left) == 2


def test_configurations_are_taken_as_they_are(tmp_path: Path) -> None:
    there = tmp_path / "oxidized" / "campus"
    there.mkdir(parents=True)
    for name in ("core-01", "leaf-01", "edge-01"):
        shutil.copy(CAMPUS / "configs" / f"{name}.cfg", there / name)
    (there / "odd").write_text("what is this\n")
    (tmp_path / "oxidized" / ".git").mkdir()
    (tmp_path / "oxidized" / ".git" / "core-01").write_text("hostname x\n")
    (tmp_path / "oxidized" / "router.db").write_text("core-01;cisco;up\n")
    root = tmp_path / "n"
    code, said = gains("configs", str(tmp_path / "oxidized"), "--repo", str(root), "--write")
    assert code == 0, said
    assert "campus/odd: the platform was not recognised" in said
    for name in ("core-01", "leaf-01", "edge-01"):
        assert (root / "configs" / f"{name}.cfg").read_bytes() == (CAMPUS / "configs" / f"{name}.cfg").read_bytes()
    assert {name: item["platform"] for name, item in items(root).items()} == {
        "core-01": "cisco_ios", "edge-01": "juniper_junos", "leaf-01": "arista_eos",
    }  # fmt: skip
    (there / "core-01").write_bytes((there / "core-01").read_bytes() + b"! more\n")
    code, said = gains("configs", str(tmp_path / "oxidized"), "--repo", str(root))
    assert (code, "configs/core-01.cfg: 1 other lines" in said) == (1, True), said


def test_a_source_or_a_filter_that_is_none_is_said(tmp_path: Path) -> None:
    assert gains("excel", "x")[0] == 2
    assert gains("csv", str(tmp_path / "none.csv"))[0] == 2
    assert gains("csv", "x", "--only", "site")[0] == 2
    with pytest.raises(GainsError):
        source("containerlab").read(Asked(str(tmp_path / "none.yml")))
