"""`gains diff` and `gains apply` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.diff import compare

RUNNING = """\
system {
    host-name edge-01;
}
firewall {
    family inet {
        filter EDGE-IN {
            term ssh {
                from {
                    protocol tcp;
                    destination-port 22;
                }
                then accept;
            }
            term rest {
                then {
                    discard;
                }
            }
        }
    }
}
"""
NEW_TERM = """\
            term https {
                from {
                    protocol tcp;
                    destination-port 443;
                }
                then accept;
            }
"""
CANDIDATE = RUNNING.replace("            term rest {", f"{NEW_TERM}            term rest {{")


def files(folder: Path) -> tuple[str, str]:
    """Write both configurations."""
    (folder / "running.cfg").write_text(RUNNING)
    (folder / "candidate.cfg").write_text(CANDIDATE)
    return str(folder / "running.cfg"), str(folder / "candidate.cfg")


def test_a_term_is_inserted_where_it_belongs_and_proved(tmp_path: Path) -> None:
    result = CliRunner().invoke(application(), ["diff", "--platform", "juniper_junos", "--json", *files(tmp_path)])
    said = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert said["proof"]["verdict"] == "proved"
    assert said["remediation"][-1] in {
        f"insert firewall family inet filter EDGE-IN term https {place}"
        for place in ("before term rest", "after term ssh")
    }
    assert said["rollback"] == ["delete firewall family inet filter EDGE-IN term https"]
    assert said["hazards"] == []
    assert "nor the management path" in said["stats"]["scope"]
    assert list(said) == ["remediation", "rollback", "proof", "hazards", "stats"]
    assert said["stats"]["lines"] == {"running": RUNNING.count("\n"), "candidate": CANDIDATE.count("\n")}
    assert said["stats"]["commands"] == {"remediation": len(said["remediation"]), "rollback": len(said["rollback"])}


def test_a_filter_that_does_not_exist_blocks(tmp_path: Path) -> None:
    running, candidate = files(tmp_path)
    bound = "interfaces { ge-0/0/0 { unit 0 { family inet { filter { input MISSING; } } } } }\n"
    Path(candidate).write_text(RUNNING + bound)
    result = CliRunner().invoke(application(), ["diff", "--platform", "juniper_junos", running, candidate])
    assert result.exit_code == 1
    assert "# proof: proved" in result.stdout
    assert "[hazard-dangling-reference]" in result.stdout


def test_equal_configurations_need_no_command() -> None:
    compared = compare("juniper_junos", RUNNING, RUNNING)
    assert (compared.remediation, compared.rollback, compared.proof.verdict) == ((), (), "proved")


def test_a_term_appended_without_insert_is_not_at_the_candidate(tmp_path: Path) -> None:
    running, _ = files(tmp_path)
    commands = tmp_path / "commands.txt"
    commands.write_text("set firewall family inet filter EDGE-IN term https then accept\n")
    result = CliRunner().invoke(application(), ["apply", "--platform", "juniper_junos", running, str(commands)])
    assert result.exit_code == 0
    assert result.stdout.index("term rest") < result.stdout.index("term https")


def test_a_refused_command_is_named(tmp_path: Path) -> None:
    running, _ = files(tmp_path)
    commands = tmp_path / "commands.txt"
    commands.write_text("delete protocols bgp\n")
    result = CliRunner().invoke(application(), ["apply", "--platform", "juniper_junos", running, str(commands)])
    assert result.exit_code == 1
    assert "command 1 refused: delete protocols bgp" in result.stderr


@pytest.mark.parametrize("arguments", [["--platform", "no_such_platform"], ["--platform", "juniper_junos"]])
def test_unusable_input_is_exit_2(tmp_path: Path, arguments: list[str]) -> None:
    missing = str(tmp_path / "missing.cfg")
    result = CliRunner().invoke(application(), ["diff", *arguments, missing, missing])
    assert result.exit_code == 2
    assert "expected one of" in result.stderr or "cannot be read" in result.stderr


def test_a_trunk_of_arista_eos_keeps_its_other_vlans() -> None:
    running = "interface Ethernet1\n   switchport trunk allowed vlan 10,20\n   switchport mode trunk\n!\n"
    compared = compare("arista_eos", running, running.replace("10,20", "10,20,30"))
    assert compared.remediation == ("interface Ethernet1", " switchport trunk allowed vlan add 30", "exit")
    assert compared.rollback == ("interface Ethernet1", " switchport trunk allowed vlan remove 30", "exit")
    assert compared.proof.verdict == "proved"
    assert compared.hazards == ()


def test_a_neighbour_that_is_reset_is_a_hazard_on_ios() -> None:
    running = "router bgp 64512\n neighbor 192.0.2.1 remote-as 64513\n"
    compared = compare("cisco_ios", running, running.replace("64513", "64514"))
    assert "hazard-neighbor-reset" in {hazard.rule for hazard in compared.hazards}


def test_a_text_that_cannot_be_read_is_exit_2_and_no_crash(tmp_path: Path) -> None:
    running, candidate = files(tmp_path)
    Path(candidate).write_text("system {\n    host-name edge-01;\n")
    result = CliRunner().invoke(application(), ["diff", "--platform", "juniper_junos", running, candidate])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


@pytest.mark.parametrize("head", ["interface GigabitEthernet0/0/0/0", "router bgp 64500", "router ospf 1", "vrf A"])
def test_the_formal_text_of_ios_xr_is_refused_with_the_line(tmp_path: Path, head: str) -> None:
    running, candidate = tmp_path / "running.cfg", tmp_path / "candidate.cfg"
    running.write_text(f"hostname r1\n{head}\n{head} description a\n")
    candidate.write_text(f"hostname r1\n{head}\n{head} description b\n")
    result = CliRunner().invoke(application(), ["diff", "--platform", "cisco_xr", str(running), str(candidate)])
    assert result.exit_code == 2
    assert "line 2: this is `show running-config formal`; give the text of `show running-config`" in result.stderr


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_text_of_another_time_is_read(tmp_path: Path, mark: str) -> None:
    running, candidate = tmp_path / "running.cfg", tmp_path / "candidate.cfg"
    running.write_bytes(f"{mark}hostname a\r\n".encode())
    candidate.write_bytes("hostname a\nbanner motd ^C\nacc\xe8s r\xe9serv\xe9\n\nend\n^C\n".encode("latin-1"))
    result = CliRunner().invoke(
        application(), ["diff", "--platform", "cisco_ios", "--json", str(running), str(candidate)]
    )
    said = json.loads(result.stdout)
    assert said["proof"]["verdict"] == "proved"
    assert said["remediation"] == ["banner motd ^C\nacc\xe8s r\xe9serv\xe9\n\nend\n^C"]
    commands = tmp_path / "commands.txt"
    commands.write_text("\n".join(said["remediation"]), encoding="utf-8")
    result = CliRunner().invoke(application(), ["apply", "--platform", "cisco_ios", str(running), str(commands)])
    assert "acc\xe8s r\xe9serv\xe9\n\nend\n" in result.stdout


def test_what_is_no_text_is_exit_2(tmp_path: Path) -> None:
    image = tmp_path / "image.bin"
    image.write_bytes(b"\x7fELF\0\0")
    result = CliRunner().invoke(application(), ["diff", "--platform", "cisco_ios", str(image), str(image)])
    assert result.exit_code == 2
    assert "is no text" in result.stderr
