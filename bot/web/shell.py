"""What stands around every page: where the server is, who is signed in, which style and script belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.web.html import asset_tag


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around a page."""

    base: str
    """Path that the server's addresses begin with, where a proxy serves it below one; without a slash at the end."""
    account: str = ""

    @property
    def style(self) -> str:
        """Address of the style sheet; another content is another address."""
        return f"{self.base}/static/{asset_tag('gains.css')}/gains.css"

    @property
    def script(self) -> str:
        """Address of the script."""
        return f"{self.base}/static/{asset_tag('live.js')}/live.js"


def path_of(public_url: str) -> str:
    """Return the path of the address that people use."""
    return urlsplit(public_url).path.rstrip("/")
