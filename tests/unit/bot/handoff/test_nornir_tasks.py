"""The exported Nornir file, run with devices that only exist here: order, refusals, and the way back."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.exports import nornir
from bot.handoff import received
from tests.unit.bot.campus import packages
from tests.unit.bot.handoff.packages import written

NOW = datetime(2026, 12, 1, 23, tzinfo=UTC)


@dataclass
class Host:
    name: str


@dataclass
class Task:
    host: Host
    nornir: Any = None


@dataclass
class Result:
    result: Any = None
    exception: BaseException | None = None


class Results(dict[str, list[Result]]):
    failed = False


@dataclass
class Inventory:
    hosts: dict[str, Host]


@dataclass
class Nornir:
    """As much of Nornir as the file uses: an inventory, `filter` and `run`."""

    inventory: Inventory

    def filter(self, name: str) -> Nornir:
        return Nornir(Inventory({name: self.inventory.hosts[name]}))

    def run(self, task: Any, **given: Any) -> Results:
        out = Results()
        for name, host in self.inventory.hosts.items():
            try:
                out[name] = [Result(task(Task(host), **given))]
            except Exception as error:  # noqa: BLE001 - as Nornir does
                out.failed, out[name] = True, [Result(exception=error)]
        return out


@dataclass
class Devices:
    """Devices that show what is looked for, and refuse what they are told to refuse."""

    plan: dict[str, Any]
    refuse: str = ""
    blind: str = ""
    typed: list[tuple[str, str]] = field(default_factory=list)

    def send(self, task: Task, command: str) -> str:
        self.typed.append((task.host.name, command))
        if self.refuse and self.refuse == command:
            return "% Invalid input detected at '^' marker."
        shown = [
            look["expect"] + "\n" + example(look["pattern"])
            for step in self.plan["steps"]
            for look in step["post_checks"]
            if (look["device"], look["command"]) == (task.host.name, command) and look["how"] == "matches"
        ]
        return "" if command == self.blind else "\n".join(shown)


def example(pattern: str) -> str:
    """Return a line that one of the campus' patterns matches."""
    return {r"^120\s.*\bactive\b": "120 CCTV active Gi1/0/10"}.get(pattern, pattern.replace(r"\b", ""))


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Any, Path, dict[str, Any], list[str]]:
    (package,) = packages("cctv-vlan-building-7")
    folder = written(tmp_path, package)
    ((name, text),) = nornir.write(received(folder)).files
    (tmp_path / name).write_text(text)
    spec = importlib.util.spec_from_file_location("handed_over", tmp_path / name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    plan = module.approved(folder)
    return module, folder, plan, [step["device"] for step in plan["steps"]]


def run(parts: Any, devices: Devices, **given: Any) -> Any:
    module, folder, _, names = parts
    nr = Nornir(Inventory({name: Host(name) for name in names}))
    facts = {"send": devices.send, "ask": lambda words: True, "wait": lambda seconds: None, "now": NOW}
    return module.carry_out(nr, folder, **{**facts, "checked": names, **given})


def test_it_types_the_plan_in_its_order(parts: Any) -> None:
    _, _, plan, _ = parts
    devices = Devices(plan)
    run(parts, devices)
    wanted: list[tuple[str, str]] = []
    for step in plan["steps"]:
        lines = [look["command"] for look in step["pre_checks"]]
        for part in (step["native_rollback"]["prepare"], step["enter"], step["commands"], step["leave"]):
            lines += part
        lines += [look["command"] for look in step["post_checks"]] + step["confirm"]
        wanted += [(step["device"], line) for line in lines]
    wanted += [(step["device"], line) for step in plan["steps"] for line in step["native_rollback"]["keep"]]
    assert devices.typed == wanted


def test_it_refuses_any_other_package_before_anything_is_typed(parts: Any) -> None:
    module, folder, plan, names = parts
    for name in ("manifest.json", "change-plan.json"):
        raw = (folder / name).read_bytes()
        (folder / name).write_bytes(raw + b" ")
        devices = Devices(plan)
        with pytest.raises(module.Refused, match=name):
            run(parts, devices)
        assert devices.typed == []
        (folder / name).write_bytes(raw)
    with pytest.raises(module.Refused, match="window"):
        run(parts, Devices(plan), now=datetime(2027, 1, 1, tzinfo=UTC))
    devices = Devices(plan)
    with pytest.raises(module.Refused, match="not in the inventory"):
        module.carry_out(Nornir(Inventory({names[0]: Host(names[0])})), folder, send=devices.send, now=NOW)
    with pytest.raises(module.Refused, match="does not run what was reviewed"):
        run(parts, devices, checked=())
    assert {command for _, command in devices.typed} == {plan["steps"][0]["pre_checks"][0]["command"]}


def test_a_refused_command_takes_the_step_back_and_stops(parts: Any) -> None:
    module, _, plan, _ = parts
    devices = Devices(plan, refuse=plan["steps"][1]["commands"][1])
    devices.plan = {"steps": plan["steps"]}
    first, second = plan["steps"][:2]
    # The same command stands in the first step: that one is refused, taken back, and the second never begins.
    with pytest.raises(module.TakenBack, match="was taken back"):
        run(parts, devices)
    assert {name for name, _ in devices.typed} == {first["device"]}
    assert [command for _, command in devices.typed][-2:] == ["abort", *first["native_rollback"]["back"]]
    assert second["device"] not in {name for name, _ in devices.typed}


def test_where_the_platforms_own_way_back_fails_the_commands_are_typed(parts: Any) -> None:
    module, _, plan, _ = parts
    step = plan["steps"][0]
    devices = Devices(plan, blind=step["post_checks"][0]["command"], refuse=step["native_rollback"]["back"][0])
    with pytest.raises(module.TakenBack, match="does not show"):
        run(parts, devices)
    back = [*step["enter"], *step["rollback"], *step["leave"], *step["confirm"]]
    assert [command for _, command in devices.typed][-len(back) :] == back


def test_nobody_who_says_yes_is_a_no(parts: Any) -> None:
    module, _, plan, _ = parts
    with pytest.raises(module.TakenBack, match="nobody said yes"):
        run(parts, Devices(plan), ask=lambda words: False)
