"""`ansible`: a playbook that carries the plan out, step by step, and refuses any package but the one approved.

Commands are read from the package's change plan when it runs, after both digests were compared: the playbook holds
none of its own. Source: ansible.netcommon.cli_command, and Ansible's blocks, retries and tests.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot import playbook
from bot.exports.base import Export, Exported, head, yaml
from bot.handoff import automation, unseen

if TYPE_CHECKING:
    from bot.handoff import HandOff
    from schemas.plan import Step

_ALL = "{{ hostvars['localhost']['gains_plan'] }}"
_SECRET = re.compile(r"<secret:([^>]+)>")


def write(found: HandOff) -> Exported:
    """Return the playbook: one play that refuses, one a step, one that cleans up when all is well."""
    unknown = [
        f"{step.device}: Ansible does not know {step.platform}"
        for step in found.plan.steps
        if not automation(step.platform).ansible
    ]
    if unknown:
        return Exported((), (), (*unknown, "nothing was written: half a change is none"))
    secrets = _secrets(found)
    plays = [_refuse(found, secrets), *(_step(found, at, secrets) for at in range(len(found.plan.steps)))]
    plays += [_keep(at, step) for at, step in enumerate(found.plan.steps) if step.native_rollback]
    left = (*unseen(found), *(f"secret {name}: hand it in as gains_secrets" for name in secrets))
    text = head(found, "Ansible playbook", left) + _USE.format(intent=found.intent) + yaml(plays)
    covered = tuple(f"step {step.number}: {step.device}: {step.purpose}" for step in found.plan.steps)
    return Exported(((f"{found.intent}.ansible.yml", text),), covered, left)


_USE = """#
# ansible-playbook -i INVENTORY {intent}.ansible.yml -e gains_package=changes/{intent}
#   gains_running_checked=[DEVICE, …]  somebody compared the running configuration of these with what was reviewed
#   gains_unattended=true              looks for people are only recorded, nobody is asked
#   gains_outside_window=true          carry it out although it is not the time for it
"""


def _secrets(found: HandOff) -> list[str]:
    lines = [line for step in found.plan.steps for line in (*step.commands, *step.rollback)]
    return sorted({name for line in lines for name in _SECRET.findall(line)})


def _refuse(found: HandOff, secrets: list[str]) -> dict[str, Any]:
    devices = sorted({step.device for step in found.plan.steps})
    tasks = [
        playbook.check(
            "Refuse to do only a part of it",
            [
                "ansible_limit is not defined",
                "groups['all'] | intersect(gains_devices) | length == gains_devices | length",
            ],
            f"every device of the plan must be in the inventory, and --limit must not be used: {', '.join(devices)}",
        ),
        playbook.stat("manifest.json", "gains_manifest"),
        playbook.check(
            "Refuse any package but the one that was approved",
            ["gains_manifest.stat.exists", "('sha256:' ~ gains_manifest.stat.checksum) == gains_digest"],
            f"{{{{ gains_package }}}}/manifest.json is not the approved one, whose digest is {found.digest}",
        ),
        {
            "name": "Read the manifest",
            "ansible.builtin.set_fact": {"gains_statement": playbook.file("manifest.json")},
        },
        playbook.stat("change-plan.json", "gains_plan_file"),
        playbook.check(
            "Refuse a plan that the manifest does not know",
            [
                "gains_plan_file.stat.exists",
                "(gains_statement.subject | selectattr('name', 'equalto', 'change-plan.json') | first).digest.sha256"
                " == gains_plan_file.stat.checksum",
            ],
            "change-plan.json is not what the manifest says",
        ),
        {"name": "Read the plan", "ansible.builtin.set_fact": {"gains_plan": playbook.file("change-plan.json")}},
    ]
    if secrets:
        tasks.append(
            playbook.check(
                "Refuse to type placeholders of secrets",
                ["gains_secret_names | difference(gains_secrets.keys() | list) | length == 0"],
                f"hand in gains_secrets with {', '.join(secrets)}",
            )
        )
    if found.plan.window is not None:
        first, last = (
            datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            for moment in (found.plan.window.not_before, found.plan.window.not_after)
        )
        now = "now(utc=true).strftime('%Y-%m-%dT%H:%M:%SZ')"
        tasks.append(
            playbook.check(
                "Refuse outside of the maintenance window",
                [f"gains_outside_window | bool or ('{first}' <= {now} and {now} <= '{last}')"],
                f"the window is {first} to {last}",
            )
        )
    folder = {"path": "{{ gains_looks }}", "state": "directory", "mode": "0700"}
    tasks.append({"name": "Make a folder for what is seen", "ansible.builtin.file": folder})
    return {
        "name": f"{found.intent}: is it the package that was approved?",
        "hosts": "localhost",
        "connection": "local",
        "gather_facts": False,
        "any_errors_fatal": True,
        "vars": {
            "gains_digest": found.digest,
            "gains_devices": devices,
            "gains_secret_names": secrets,
            "gains_secrets": {},
            "gains_outside_window": False,
            "gains_looks": "gains-looks",
        },
        "tasks": playbook.always(tasks),
    }


def _step(found: HandOff, at: int, secrets: list[str]) -> dict[str, Any]:
    step = found.plan.steps[at]
    looks = [playbook.look(look, f"pre_checks[{index}]") for index, look in enumerate(step.pre_checks)]
    after = [playbook.look(look, f"post_checks[{index}]") for index, look in enumerate(step.post_checks)]
    before = [
        *looks,
        *(
            [playbook.send("Prepare the way back", "gains_step.native_rollback.prepare")]
            if step.native_rollback
            else []
        ),
    ]
    work = [
        playbook.send("Enter the configuration", "gains_step.enter"),
        {**playbook.send("Type the commands", "gains_step.commands"), **({"no_log": True} if secrets else {})},
        playbook.send("Make it active", "gains_step.leave"),
        *after,
        *playbook.person(step),
        playbook.send("Make it lasting", "gains_step.confirm"),
    ]
    return {
        "name": f"{found.intent}: step {step.number}, {step.device}: {step.purpose}",
        "hosts": step.device,
        "gather_facts": False,
        "any_errors_fatal": True,
        "vars": _vars(at, step, secrets),
        "tasks": playbook.always(
            [
                *before,
                {
                    "name": f"Step {step.number} on {step.device}",
                    "block": work,
                    "rescue": _back(step, secrets=bool(secrets)),
                },
            ]
        ),
    }


def _vars(at: int, step: Step, secrets: list[str]) -> dict[str, Any]:
    return {
        "ansible_connection": "ansible.netcommon.network_cli",
        "ansible_network_os": automation(step.platform).ansible,
        "gains_step": f"{_ALL[:-3]}.steps[{at}] }}}}",
        "gains_looks": "gains-looks",
        "gains_running_checked": [],
        "gains_pause_s": playbook.INTERVAL_S,
        "gains_unattended": False,
        "gains_secret_names": secrets,
        "gains_secrets": {},
    }


def _back(step: Step, *, secrets: bool) -> list[dict[str, Any]]:
    """Return the way back, for when anything fails in the configuration: the native one, or else the commands."""
    hidden = {"no_log": True} if secrets else {}
    abandon = list(automation(step.platform).abandon)
    leave = {**playbook.send("Leave the configuration prompt", json.dumps(abandon)), "ignore_errors": True}
    commands = [
        playbook.send("Enter the configuration again", "gains_step.enter"),
        {**playbook.send("Type the commands back", "gains_step.rollback"), **hidden},
        playbook.send("Make that active", "gains_step.leave"),
        playbook.send("Make that lasting", "gains_step.confirm"),
    ]
    way: list[dict[str, Any]] = commands
    if step.native_rollback is not None:
        native = playbook.send(f"Go back by {step.native_rollback.name}", "gains_step.native_rollback.back")
        way = [{"name": f"Take {step.device} back", "block": [native], "rescue": [leave, *commands]}]
    stop = {
        "name": f"Stop: step {step.number} was taken back",
        "ansible.builtin.fail": {"msg": f"step {step.number} on {step.device} failed and was taken back; see above"},
    }
    return [leave, *way, stop]


def _keep(at: int, step: Step) -> dict[str, Any]:
    return {
        "name": f"All is well: {step.device} needs its way back no more",
        "hosts": step.device,
        "gather_facts": False,
        "vars": _vars(at, step, []),
        "tasks": playbook.always([playbook.send("Clean up", "gains_step.native_rollback.keep")]),
    }


PLUGIN = Export(title="Ansible playbook", write=write)
