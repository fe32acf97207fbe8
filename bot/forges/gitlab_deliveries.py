"""What GitLab sent to the bot's address, and asking for it again: the events of the project's webhook (GitLab 17.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.ports import SentDelivery
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.forges.gitlab_api import GitLabApi

_PATH = "/webhooks/gitlab"
_NAMES = ("idempotency-key", "webhook-id")


@dataclass(frozen=True, slots=True)
class GitLabSender:
    """Deliveries of one project."""

    api: GitLabApi

    def sent(self) -> tuple[SentDelivery, ...]:
        """Return the newest, oldest first."""
        found = self.api.call("get", self.api.path("hooks", self._hook(), "events"), per_page=100)
        return tuple(sorted((_read(one) for one in found), key=lambda one: (one.at, int(one.number))))

    def send_again(self, number: str) -> None:
        """Ask for one again, by its number."""
        self.api.call("post", self.api.path("hooks", self._hook(), "events", int(number), "resend"))

    def _hook(self) -> int:
        for hook in self.api.pages(self.api.path("hooks")):
            if str(hook.get("url", "")).endswith(_PATH):
                return int(hook["id"])
        raise ForgeError(f"project {self.api.project} has no webhook that ends in {_PATH}", hint="see its settings")


def _read(data: Any) -> SentDelivery:
    headers = {str(name).lower(): str(value) for name, value in (data.get("request_headers") or {}).items()}
    delivery = next((headers[name] for name in _NAMES if name in headers), "")
    code = str(data.get("response_status") or "")
    at = str(data.get("created_at") or "")
    status = int(code) if code.isdigit() else 0
    return SentDelivery(str(data["id"]), delivery, str(data.get("trigger") or ""), at, status)
