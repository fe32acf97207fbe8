"""`snmp_v3`: users that read by SNMP version 3, signed and encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from schemas.base import Record
from schemas.features.security import SnmpGroup, SnmpUser
from schemas.secret import Secret
from schemas.values import Devices, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class User(Record):
    """One user."""

    name: ObjectName
    """Of the user."""
    auth: Literal["sha", "sha256"] = "sha"
    """How messages are signed (RFC 3414, RFC 7860)."""
    auth_password: Secret
    """Reference to the secret that signs."""
    priv: Literal["aes128"] = "aes128"
    """How messages are encrypted (RFC 3826)."""
    priv_password: Secret
    """Reference to the secret that encrypts."""


class Spec(Record):
    """Users, the same on all devices."""

    devices: Devices
    """Which devices."""
    group: ObjectName
    """Group of the users; it is made where it is missing."""
    users: Annotated[tuple[User, ...], Field(min_length=1, max_length=20)]
    """They may read, not write."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the group and its users on every device."""
    out = Compiled()
    for name in sorted(views):
        known = next((one for one in views[name].facts.all(SnmpGroup) if one.name == spec.group), None)
        if known and known.level not in ("", "priv"):
            message = f"group {spec.group} of {name} has the level {known.level}, users of this kind need priv"
            out.refuse("snmp-level", ("group",), message, "name another group", device=name)
            continue
        out.wanted.append(Wanted(name, SnmpGroup(name=spec.group, level="priv"), ("group",)))
        for index, user in enumerate(spec.users):
            wanted = SnmpUser(
                name=user.name,
                group=spec.group,
                auth=user.auth,
                auth_secret=user.auth_password.placeholder,
                priv=user.priv,
                priv_secret=user.priv_password.placeholder,
            )
            out.wanted.append(Wanted(name, wanted, ("users", index)))
    message = "whoever carries it out fills in the secrets; the devices show them scrambled, or not at all"
    out.note("secret-to-fill-in", ("users",), message)
    return out


PLUGIN = Kind(
    title="Let users read by SNMP version 3",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
