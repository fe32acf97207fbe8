"""A hostile endpoint on loopback behind the real adapter: a test says what it answers next."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.adapters.llm import Endpoint, Llm
from bot.second_pass import SecondPass
from tests.fakes.llm_server import LlmServer, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.ports import AssistantAnswer
    from schemas.assistant import AssistantRequest

SECONDS = 5.0


class Scripted:
    """What is asked, and what comes."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.server = LlmServer(lambda _: self.reply)

    @property
    def seen(self) -> list[bytes]:
        """Every byte that was sent."""
        return self.server.seen

    def llm(self, *, seconds: float = SECONDS, attempts: int = 1) -> Llm:
        """Return a fresh adapter, whose circuit breaker is closed."""
        return Llm(Endpoint(self.server.url, "scripted", "k-0000", seconds, attempts), sleep=lambda _: None)

    def ask(self, request: AssistantRequest, *, seconds: float = SECONDS, attempts: int = 1) -> AssistantAnswer:
        """Ask through everything that the product puts in front of an endpoint."""
        return SecondPass(self.llm(seconds=seconds, attempts=attempts)).ask(request)


@contextmanager
def scripted() -> Iterator[Scripted]:
    """Yield the endpoint, running."""
    found = Scripted()
    with found.server:
        yield found
