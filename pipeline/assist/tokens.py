"""Names and addresses as tokens that only we can turn back: the same name is the same token under one key."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?:/\d{1,3})?(?![\w.:])"
)
_TOKEN = re.compile(r"<(?:DEVICE|SITE|ADDRESS):[0-9a-f]{10}>")


@dataclass(slots=True)
class Tokens:
    """One request's tokens."""

    key: bytes
    """Secret of this installation, so that nobody else can guess which name a token stands for."""
    back: dict[str, str] = field(default_factory=dict)
    """Names by their tokens."""

    def hide(self, kind: str, value: str) -> str:
        """Return the token of a name."""
        code = hmac.new(self.key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()[:10]
        token = f"<{kind}:{code}>"
        self.back[token] = value
        return token

    def hide_in(self, text: str, devices: Iterable[str], sites: Iterable[str] = ()) -> str:
        """Return text with the names of these devices and sites, and every address, as tokens."""
        out = text
        named = [*(("DEVICE", name) for name in devices), *(("SITE", name) for name in sites)]
        small = text.casefold()
        there = [item for item in named if item[1].casefold() in small]
        for kind, name in sorted(there, key=lambda item: (-len(item[1]), item)):
            parts = re.split(rf"(?<![\w-]){re.escape(name)}(?![\w-])", out, flags=re.IGNORECASE)
            out = self.hide(kind, name).join(parts) if len(parts) > 1 else out
        return _ADDRESS.sub(lambda match: self.hide("ADDRESS", match[0]), out)

    def show(self, text: str) -> str:
        """Return text with the tokens of this request turned back; raise ValueError for one that it never sent."""

        def turn(match: re.Match[str]) -> str:
            if match[0] not in self.back:
                raise ValueError(f"{match[0]} was never sent")
            return self.back[match[0]]

        return _TOKEN.sub(turn, text)
