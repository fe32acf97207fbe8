"""What is handed over is taken by the real ANTA, NUTS, Nornir and Ansible; devices are played, none is reached."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.exports import ansible, anta, nornir, nuts
from bot.handoff import received
from tests.e2e.handoff.tools import programs, python
from tests.unit.bot.campus import packages
from tests.unit.bot.handoff.packages import good_ones, written

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ANTA = """
import sys
from pathlib import Path
from anta.catalog import AntaCatalog
for name in sys.argv[1:]:
    catalog = AntaCatalog.parse(Path(name))
    print(len(catalog.tests), name)
"""
NORNIR = """
import importlib.util, json, sys
from datetime import datetime, timezone
from nornir.core import Nornir
from nornir.core.configuration import Config
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.plugins.runners import SerialRunner
file, package = sys.argv[1:]
spec = importlib.util.spec_from_file_location("handed_over", file)
module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)
plan = json.load(open(package + "/change-plan.json"))
names = [step["device"] for step in plan["steps"]]
hosts = Hosts({name: Host(name=name, hostname="192.0.2.1", platform="x") for name in names})
everything = Inventory(hosts=hosts, groups=Groups(), defaults=Defaults())
nr = Nornir(inventory=everything, runner=SerialRunner(), config=Config())
typed = []
def send(task, command):
    typed.append([task.host.name, command])
    return "120 CCTV active\\nAccess Mode VLAN: 120"
now = datetime(2026, 12, 1, 23, tzinfo=timezone.utc)
try:
    module.carry_out(nr, package, send=send, ask=lambda w: True, wait=lambda s: None, now=now, checked=names)
except module.Refused as error:
    print(json.dumps({"refused": str(error), "typed": typed}))
else:
    print(json.dumps({"typed": typed}))
"""
STUB = """
import json, os
from ansible.module_utils.basic import AnsibleModule
module = AnsibleModule(argument_spec={
    "command": {"required": True}, "prompt": {"type": "list", "elements": "str"},
    "answer": {"type": "list", "elements": "str"}, "check_all": {"type": "bool", "default": False},
})
home = os.environ["PLAYED"]
command = module.params["command"]
with open(os.path.join(home, "typed"), "a") as log:
    log.write(command + "\\n")
with open(os.path.join(home, "answers.json")) as file:
    answers = json.load(file)
if command in answers["refused"]:
    module.fail_json(msg="% Invalid input: " + command)
module.exit_json(changed=False, stdout=answers["shown"].get(command, ""))
"""


def test_anta_takes_every_catalog(tmp_path: Path) -> None:
    files = []
    for number, package in enumerate(good_ones()):
        found = anta.write(received(written(tmp_path, package)))
        for name, text in found.files:
            if yaml.safe_load(text):
                files.append(tmp_path / f"{number}-{name}")
                files[-1].write_text(text)
    assert len(files) > 20
    done = python(ANTA, *map(str, files), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    counts = [int(line.split()[0]) for line in done.stdout.splitlines()]
    assert len(counts) == len(files)
    assert min(counts) >= 1


def test_nuts_collects_every_bundle(tmp_path: Path) -> None:
    rows = 0
    (tmp_path / "tests").mkdir()
    hosts: dict[str, Any] = {}
    for number, package in enumerate(good_ones()):
        ((name, text),) = nuts.write(received(written(tmp_path, package))).files
        if bundle := yaml.safe_load(text):
            (tmp_path / "tests" / name.replace("test_", f"test_{number}_")).write_text(text)
            rows += sum(len(one["test_data"]) for one in bundle)
            hosts |= {row["host"]: {"hostname": "192.0.2.1"} for one in bundle for row in one["test_data"]}
    assert rows > 20
    inventory = {"plugin": "SimpleInventory", "options": {"host_file": "hosts.yaml"}}
    (tmp_path / "nr-config.yaml").write_text(yaml.safe_dump({"inventory": inventory, "logging": {"enabled": False}}))
    (tmp_path / "hosts.yaml").write_text(yaml.safe_dump(hosts))
    done = subprocess.run(
        [str(programs() / "pytest"), "--collect-only", "-q", "tests"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    collected = [line for line in done.stdout.splitlines() if "::" in line]
    assert len(collected) >= rows
    assert "error" not in done.stdout.lower().replace("errors=", "")


def test_nornir_runs_the_tasks_and_refuses_another_package(tmp_path: Path) -> None:
    (package,) = packages("cctv-vlan-building-7")
    folder = written(tmp_path, package)
    found = received(folder)
    ((name, text),) = nornir.write(found).files
    (tmp_path / name).write_text(text)
    done = python(NORNIR, str(tmp_path / name), str(folder), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    typed = [command for _, command in json.loads(done.stdout)["typed"]]
    for step in found.plan.steps:
        assert contains(typed, [*step.enter, *step.commands, *step.leave])
    (folder / "manifest.json").write_bytes((folder / "manifest.json").read_bytes() + b"\n")
    done = python(NORNIR, str(tmp_path / name), str(folder), cwd=tmp_path)
    assert "not the approved one" in json.loads(done.stdout)["refused"]
    assert json.loads(done.stdout)["typed"] == []


def contains(typed: list[str], wanted: list[str]) -> bool:
    return any(typed[at : at + len(wanted)] == wanted for at in range(len(typed)))


def example(pattern: str) -> str:
    """Return a line that one of the campus' patterns matches."""
    line = pattern.removeprefix("^").replace(r"\s.*", " ").replace(r"\b", "")
    assert re.search(pattern, line, re.MULTILINE), pattern
    return line


class Played:
    """An Ansible that is real but for the module that types: that one writes down what it is told."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.found = received(folder)
        ((self.playbook, text),) = ansible.write(self.found).files
        (home / self.playbook).write_text(text)
        modules = home / "collections" / "ansible_collections" / "ansible" / "netcommon" / "plugins" / "modules"
        modules.mkdir(parents=True)
        (modules / "cli_command.py").write_text(STUB)
        names = sorted({step.device for step in self.found.plan.steps})
        (home / "inventory.ini").write_text("".join(f"{name}\n" for name in names))
        self.names = names

    def play(self, *words: str, refused: tuple[str, ...] = (), **more: Any) -> tuple[int, str, list[str]]:
        """Run the playbook; return how it ended, what it said and what was typed."""
        looks = [look for step in self.found.plan.steps for look in step.post_checks if look.how == "matches"]
        shown = {look.command: example(look.pattern) for look in looks}
        (self.home / "answers.json").write_text(json.dumps({"shown": shown, "refused": list(refused)}))
        (self.home / "typed").write_text("")
        given = {
            "gains_package": str(self.folder), "ansible_connection": "local", "gains_unattended": True,
            "gains_running_checked": self.names, "gains_outside_window": True,
            "gains_looks": str(self.home / "looks"), "gains_pause_s": 0,
            "ansible_python_interpreter": str(programs() / "python"), **more,
        }  # fmt: skip
        environment = {
            **os.environ,  # noqa: TID251 - a program of the tests needs its path
            "ANSIBLE_COLLECTIONS_PATH": str(self.home / "collections"), "PLAYED": str(self.home),
            "ANSIBLE_LOCALHOST_WARNING": "False", "ANSIBLE_NOCOLOR": "1", "HOME": str(self.home),
            "ANSIBLE_RETRY_FILES_ENABLED": "False", "ANSIBLE_PIPELINING": "True", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        command = [str(programs() / "ansible-playbook"), "-i", "inventory.ini", self.playbook, "-e", json.dumps(given)]
        done = subprocess.run(
            [*command, *words],
            cwd=self.home, capture_output=True, text=True, check=False, timeout=240, env=environment,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr, (self.home / "typed").read_text().splitlines()


@pytest.fixture
def played(tmp_path: Path) -> Played:
    (package,) = packages("guest-vlan-building-3")
    return Played(tmp_path, written(tmp_path, package))


def test_ansible_takes_the_playbook(played: Played) -> None:
    code, said, typed = played.play("--syntax-check")
    assert (code, typed) == (0, []), said


def test_ansible_carries_the_plan_out_in_its_order_whatever_tags_are_chosen(tmp_path: Path) -> None:
    (package,) = packages("transit-peer-north")
    played = Played(tmp_path, written(tmp_path, package))
    code, said, typed = played.play("--tags", "nothing")
    assert code == 0, said[-3000:]
    wanted: list[str] = []
    for step in played.found.plan.steps:
        assert step.native_rollback is not None
        wanted += [look.command for look in step.pre_checks]
        wanted += [*step.native_rollback.prepare, *step.enter, *step.commands, *step.leave]
        wanted += [look.command for look in step.post_checks] + [*step.confirm]
    wanted += [line for step in played.found.plan.steps if step.native_rollback for line in step.native_rollback.keep]
    assert typed == wanted
    kept = {file.name for file in (played.home / "looks").iterdir()}
    assert len(kept) == sum(len(step.pre_checks) + len(step.post_checks) for step in played.found.plan.steps)


def test_ansible_refuses_another_package(played: Played) -> None:
    manifest = played.folder / "manifest.json"
    raw = manifest.read_bytes()
    manifest.write_bytes(raw + b"\n")
    code, said, typed = played.play()
    assert (code != 0, typed) == (True, []), said
    assert "is not the approved one" in said
    manifest.write_bytes(raw)
    plan = played.folder / "change-plan.json"
    plan.write_bytes(plan.read_bytes().replace(b"vlan 70", b"vlan 71"))
    code, said, typed = played.play()
    assert (code != 0, typed, "not what the manifest says" in said) == (True, [], True), said


def test_ansible_refuses_to_carry_out_a_part_of_the_plan(played: Played) -> None:
    code, said, typed = played.play("--limit", played.names[0])
    assert (code != 0, typed) == (True, []), said


def test_ansible_takes_a_refused_step_back_and_stops(played: Played) -> None:
    first = played.found.plan.steps[0]
    assert first.native_rollback is not None
    code, said, typed = played.play(refused=(first.commands[-1],))
    assert code != 0
    assert "failed and was taken back" in said
    assert typed[-len(first.native_rollback.back) :] == list(first.native_rollback.back)
    assert all(line not in typed for step in played.found.plan.steps[1:] for line in step.confirm if step.confirm)


def test_ansible_asks_and_takes_silence_for_a_no(tmp_path: Path) -> None:
    (package,) = packages("transit-peer-north")
    played = Played(tmp_path, written(tmp_path, package))
    code, said, _ = played.play(gains_unattended=False)
    assert code != 0
    assert "nobody said yes" in said
