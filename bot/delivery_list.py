"""What `gains deliveries` shows and does: webhooks that were taken, and those that the forge sent and nobody took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.app import services
from bot.jobs.agenda import Wish
from bot.jobs.tables import deliveries
from bot.settings import load
from pipeline.errors import GainsError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app import Services
    from bot.ports import DeliverySender, SentDelivery

Line = dict[str, Any]


class NoSuchDeliveryError(GainsError):
    """There is no such delivery, or it is about nothing that could be looked at."""

    exit_code = 2


def taken(limit: int) -> Sequence[Line]:
    """Return the webhooks that were taken, newest first."""
    parts = services(load().settings)
    try:
        with parts.database.read() as connection:
            wanted = sa.select(deliveries).order_by(deliveries.c.id.desc()).limit(limit)
            return [_line(row) for row in connection.execute(wanted)]
    finally:
        parts.close()


def look_again(number: int) -> Line:
    """Wish for another look at what a webhook was about."""
    parts = services(load().settings)
    try:
        with parts.database.write() as connection:
            row = connection.execute(sa.select(deliveries).where(deliveries.c.id == number)).one_or_none()
            if row is None:
                raise NoSuchDeliveryError(f"there is no delivery {number}", hint="see gains deliveries list")
            if row.outcome != "queued":
                raise NoSuchDeliveryError(f"delivery {number} is about nothing that is looked at ({row.event})")
            parts.agenda.want(connection, Wish(repository=row.repository, pull=row.pull, correlation=row.correlation))
            return _line(row)
    finally:
        parts.close()


def sent(key: str, *, again: bool) -> Sequence[Line]:
    """Return what a forge says that it sent, oldest first; `again`: ask for what was lost once more, and only that."""
    parts = services(load().settings)
    try:
        sender = _sender(parts, key)
        found = sender.sent()
        known = _known(parts, key.partition(":")[0], found)
        lines = []
        for one in found:
            lost = one.delivery not in known
            if again and not lost:
                continue
            if again:
                sender.send_again(one.number)
            here = "asked for again" if again else "lost" if lost else "taken"
            lines.append(
                {
                    "number": one.number,
                    "at": one.at[:19],
                    "event": one.event or "-",
                    "answered": one.status or "nothing",
                    "here": here,
                    "delivery": one.delivery,
                }
            )
        return lines
    finally:
        parts.close()


def _sender(parts: Services, key: str) -> DeliverySender:
    if key not in parts.work.connections.settings:
        served = ", ".join(sorted(parts.work.connections.settings)) or "nothing is served"
        raise SettingsError(f"{key!r} is not served; expected one of: {served}", hint="see GAINS_REPOSITORIES")
    sender = parts.work.connections.get(key).sender
    if sender is None:
        raise NoSuchDeliveryError(f"the forge of {key} keeps no list of what it sent")
    return sender


def _known(parts: Services, forge: str, found: Sequence[SentDelivery]) -> set[str]:
    names = [one.delivery for one in found]
    wanted = sa.select(deliveries.c.delivery).where(deliveries.c.forge == forge, deliveries.c.delivery.in_(names))
    with parts.database.read() as connection:
        return set(connection.execute(wanted).scalars())


def _line(row: Any) -> Line:
    return {
        "number": row.id,
        "at": row.received_at[:19],
        "forge": row.forge,
        "repository": row.repository or "-",
        "pull": row.pull or "-",
        "event": row.event or "-",
        "outcome": row.outcome,
        "delivery": row.delivery,
    }
