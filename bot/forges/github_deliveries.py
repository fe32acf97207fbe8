"""What GitHub sent to the bot, and asking for it again: by the App's own interface, or the repository's hooks.

GitHub does not try again what was not taken. It keeps the last few days; a hundred are listed here, the newest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.ports import SentDelivery
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.forges.github_api import GitHubApi

_PATH = "/webhooks/github"
_MOST = 100


@dataclass(frozen=True, slots=True)
class GitHubSender:
    """Deliveries about one repository."""

    api: GitHubApi
    number: str
    """The repository's own number: an App hears of others, too."""

    def sent(self) -> tuple[SentDelivery, ...]:
        """Return the newest, oldest first."""
        api, path = self._place()
        found = [one for one in api.call("GET", path, per_page=_MOST) if self._mine(one)]
        return tuple(sorted((_read(one) for one in found), key=lambda one: one.at))

    def send_again(self, number: str) -> None:
        """Ask for one again, by its number."""
        api, path = self._place()
        api.call("POST", f"{path}/{int(number)}/attempts")

    def _place(self) -> tuple[GitHubApi, str]:
        if self.api.as_app is not None:
            return self.api.as_app, "/app/hook/deliveries"
        for hook in self.api.pages(self.api.path("hooks")):
            if str((hook.get("config") or {}).get("url", "")).endswith(_PATH):
                return self.api, self.api.path("hooks", int(hook["id"]), "deliveries")
        raise ForgeError(f"{self.api.repository} has no webhook that ends in {_PATH}", hint="see its settings")

    def _mine(self, data: Any) -> bool:
        return str(data.get("repository_id") or self.number) == self.number


def _read(data: Any) -> SentDelivery:
    name = ".".join(str(part) for part in (data.get("event"), data.get("action")) if part)
    code = data.get("status_code")
    return SentDelivery(
        str(data["id"]), str(data["guid"]), name, str(data["delivered_at"]), code if isinstance(code, int) else 0
    )
