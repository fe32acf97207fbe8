"""A language model's endpoint on loopback that answers what a test says, and keeps every byte that it was sent."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


def completion(text: str, model: str = "scripted-1", **message: Any) -> bytes:
    """Return the body of a chat completion."""
    said = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text, **message}}
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return json.dumps(said).encode()


class Reply:
    """What the endpoint does next."""

    def __init__(self, body: bytes = b"", status: int = 200, **how: Any) -> None:
        self.body, self.status = body, status
        self.headers: dict[str, str] = how.get("headers", {})
        self.drip: float = how.get("drip", 0.0)
        self.cut: bool = how.get("cut", False)
        self.raw: bytes = how.get("raw", b"")
        """Sent as it is, status line and all, in the place of everything else; with `drip`, byte by byte."""
        self.hang: bool = how.get("hang", False)
        """Never answered: until the server is stopped."""


class LlmServer:
    """The endpoint; `with` starts and stops it."""

    def __init__(self, reply: Callable[[dict[str, Any]], Reply]) -> None:
        self.seen: list[bytes] = []
        self.models: list[str] = []
        self._stopped = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.seen.append(str(self.headers).encode() + self.path.encode() + body)
                self._send(reply(json.loads(body)))

            def do_GET(self) -> None:
                outer.seen.append(self.path.encode())
                listed = [{"id": one, "object": "model"} for one in outer.models]
                self._send(Reply(json.dumps({"object": "list", "data": listed}).encode()))

            def _send(self, one: Reply) -> None:
                if one.hang:
                    outer._stopped.wait(30)
                    self.close_connection = True
                    return
                if one.raw:
                    self.close_connection = True
                    try:
                        for start in range(0, len(one.raw), 1 if one.drip else len(one.raw)):
                            self.wfile.write(one.raw[start : start + (1 if one.drip else len(one.raw))])
                            if outer._stopped.wait(one.drip):
                                return
                    except OSError:
                        pass
                    return
                self.send_response(one.status)
                self.send_header("Content-Type", "application/json")
                length = len(one.body) + (50 if one.cut else 0)
                for name, value in {"Content-Length": str(length), **one.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    if one.drip:
                        for byte in one.body:
                            self.wfile.write(bytes([byte]))
                            self.wfile.flush()
                            if outer._stopped.wait(one.drip):
                                return
                    else:
                        self.wfile.write(one.body)
                except OSError:
                    self.close_connection = True
                if one.cut:
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> LlmServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)
