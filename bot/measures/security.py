"""Security: hostile intents come to nothing, and no secret of a configuration stands where it was not before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.files import Folder
from bot.golden import bundled
from bot.measures.base import Measured, Ran, Words, share
from bot.propose import propose_intents

if TYPE_CHECKING:
    from collections.abc import Mapping

HOSTILE = Words(
    "security/hostile", "intents", "hostile intents that come to a finding and to no package that may be approved"
)
SECRETS = Words(
    "security/secrets", "packages", "packages with no secret of a configuration outside of the candidates' texts"
)
_HEAD = "apiVersion: gains/v1\nkind: {kind}\nmetadata: {{name: try, reason: {reason}}}\nspec:\n{spec}"
_VLAN = "  vlan: {{id: 120, name: {name}}}\n  ports:\n    - {{device: {device}, interfaces: [{port}]}}\n"


def _vlan(name: str = "X", device: str = "acc-b7-01", port: str = "GigabitEthernet1/0/10", reason: str = "try") -> str:
    return _HEAD.format(kind="access_vlan", reason=reason, spec=_VLAN.format(name=name, device=device, port=port))


ATTACKS = {
    "an alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a tag that makes an object": "apiVersion: !!python/object/apply:os.system [id]\n",
    "a key twice": _vlan() + "kind: acl_rule\n",
    "a field that there is not": _vlan() + "shell: id\n",
    "a template in a name": _vlan(name='"{{ 7*7 }}"'),
    "a line break in a name": _vlan(name='"X\\n shutdown"'),
    "a semicolon in a name": _vlan(name='"X; reload"'),
    "a device outside of the repository": _vlan(device="../../etc/passwd"),
    "a port that leaves its line": _vlan(port='"GigabitEthernet1/0/10 ; reload"'),
    "a sign that turns the line around": _vlan(reason='"a\\u202eb"'),
    "a kind that would be imported": _HEAD.format(kind="os", reason="try", spec="  x: 1\n"),
    "a kind that leads elsewhere": _HEAD.format(kind="../os", reason="try", spec="  x: 1\n"),
    "a very deep document": "a: " + "[" * 500 + "]" * 500 + "\n",
    "a very large document": "a: " + "x" * 1_000_000 + "\n",
    "no YAML at all": "\x00\x01\x02",
}
"""By what it tries; each is handed in as an intent of the example campus."""
_SECRET = re.compile(r"(?:secret|password|key(?:-string)?|community|hash)\s+(?:\d\s+)?\"?([^\s\";]{8,})", re.IGNORECASE)
_TEXTS = ("candidates/", "rollback/")


class _Tried:
    """An intent that is not on the disk."""

    def __init__(self, text: str) -> None:
        self.text = text.encode()

    def read(self, path: str) -> bytes | None:  # noqa: ARG002
        """Return it, under any name."""
        return self.text

    def names(self, folder: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing: nobody lists."""
        return ()

    def below(self, folder: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing: nobody lists."""
        return ()


def come_through(attacks: Mapping[str, str]) -> list[str]:
    """Return the names of those that nothing blocks on the example campus."""
    campus = Folder(bundled()[0])
    return [
        name
        for name, text in attacks.items()
        if not propose_intents(campus, _Tried(text), ["intents/try.yaml"]).blocking
    ]


def measure(ran: tuple[Ran, ...]) -> Measured:
    """Return the figures; an attack that comes through is unsound, and a secret that does."""
    through = come_through(ATTACKS)
    packages = [(one, package) for one in ran for package in one.done.packages]
    leaking = []
    for one, package in packages:
        paths = [path for path in one.case.files.names("configs") if path.endswith(".cfg")]
        held = {word for path in paths for word in _SECRET.findall((one.case.files.read(path) or b"").decode())}
        held = {word for word in held if "EXAMPLE" in word or re.search(r"\d", word)}
        said = b"\n".join(content for name, content in package.files if not name.startswith(_TEXTS)).decode()
        if any(word in said for word in held):
            leaking.append(f"{one.case.name}: {package.intent}")
    figures = (share(HOSTILE, through, len(ATTACKS)), share(SECRETS, leaking, len(packages)))
    return Measured(figures, sound=not (through or leaking))


PLUGIN = measure
