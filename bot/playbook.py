"""Tasks of a playbook: look, ask whoever is there, type commands, read the package, stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemas.plan import Look, Step

INTERVAL_S = 10
"""Seconds between two looks at the same thing."""
_SEND = "ansible.netcommon.cli_command"
_FILLED = (
    "{% set filled = namespace(text=item) %}{% for name in gains_secret_names %}"
    "{% set filled.text = filled.text | replace('<secret:' ~ name ~ '>', gains_secrets[name]) %}{% endfor %}"
    "{{ filled.text }}"
)


def look(look: Look, path: str) -> dict[str, Any]:
    """Return the task that looks at one thing, judges it, and keeps what it showed."""
    task: dict[str, Any] = {
        "name": f"{look.id}: {look.expect}",
        _SEND: {"command": f"{{{{ gains_step.{path}.command }}}}"},
        "register": "gains_seen",
    }
    match look.how:
        case "matches":
            task["until"] = f"gains_seen.stdout is search(gains_step.{path}.pattern, multiline=true)"
            task["retries"], task["delay"] = max(1, look.within_s // INTERVAL_S), "{{ gains_pause_s }}"
        case "digest":
            task["failed_when"] = [
                f"('sha256:' ~ ((gains_seen.stdout ~ '\\n') | hash('sha256'))) != gains_step.{path}.pattern",
                "inventory_hostname not in gains_running_checked",
            ]
        case _:
            pass
    record = {
        "name": f"{look.id}: keep what it showed",
        "ansible.builtin.copy": {
            "content": "{{ gains_seen.stdout ~ '\\n' }}",
            "dest": f"{{{{ gains_looks }}}}/{look.device}.{look.id}.txt",
            "mode": "0600",
        },
        "delegate_to": "localhost",
    }
    return {"name": f"Look {look.id}", "block": [task, record]}


def person(step: Step) -> list[dict[str, Any]]:
    """Return the question to whoever is there; without an answer the step is taken back."""
    looks = [look for look in step.post_checks if look.how == "person"]
    if not looks:
        return []
    said = "; ".join(f"{look.id}: {look.expect}" for look in looks)
    ask = {
        "name": "Ask whoever is there",
        "ansible.builtin.pause": {"prompt": f"In {{{{ gains_looks }}}}: {said}. All as it should be? (yes)"},
        "register": "gains_answer",
        "when": "not gains_unattended | bool",
    }
    heard = {
        "name": "Go on only when somebody says so",
        "ansible.builtin.assert": {
            "that": ["gains_unattended | bool or gains_answer.user_input | default('') == 'yes'"],
            "fail_msg": "nobody said yes: the step is taken back",
        },
    }
    return [ask, heard]


def send(name: str, commands: str) -> dict[str, Any]:
    """Return the task that types commands, secrets filled in, and answers no question."""
    return {
        "name": name,
        _SEND: {"command": _FILLED, "prompt": [r"\?\s*$"], "answer": [""], "check_all": False},
        "loop": f"{{{{ {commands} }}}}",
    }


def stat(name: str, register: str) -> dict[str, Any]:
    """Return the task that counts the digest of a file of the package."""
    return {
        "name": f"Look at {name}",
        "ansible.builtin.stat": {"path": f"{{{{ gains_package }}}}/{name}", "checksum_algorithm": "sha256"},
        "register": register,
    }


def file(name: str) -> str:
    """Return the expression that reads a file of the package."""
    return f"{{{{ lookup('ansible.builtin.file', gains_package ~ '/{name}') | from_json }}}}"


def check(name: str, that: list[str], message: str) -> dict[str, Any]:
    """Return the task that stops the play unless all of it is true."""
    return {"name": name, "ansible.builtin.assert": {"that": that, "fail_msg": message}}


def always(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the tasks such that no choice of tags leaves one out."""
    return [{**task, "tags": ["always"]} for task in tasks]
