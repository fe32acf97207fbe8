"""A small server on loopback that answers as NetBox 4 and Nautobot 2 do, in pages, with a token."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "0123456789abcdef0123456789abcdef01234567"
PAGE = 2


class Shown:
    """What the server shows; tests change it while it runs."""

    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self.tables = tables
        self.broken_after = 10**9
        self.asked: list[str] = []
        self.elsewhere = ""


@contextmanager
def server(shown: Shown) -> Iterator[str]:
    """Run it, and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            shown.asked.append(self.path)
            asked = parse_qs(address.query)
            if self.headers.get("Authorization") not in (f"Token {TOKEN}", f"Bearer {TOKEN}"):
                self.say(403, {"detail": "Invalid token"})
                return
            if len(shown.asked) > shown.broken_after:
                self.say(500, {"error": "out of order"})
                return
            table = address.path.removeprefix("/api/dcim/").strip("/")
            if table not in shown.tables:
                self.say(404, {"detail": "Not found."})
                return
            rows = [
                row
                for row in shown.tables[table]
                if all(self.matches(row, name, values) for name, values in asked.items())
            ]
            first = int(asked.get("offset", ["0"])[0])
            more = f"{address.path}?{'&'.join(f'{n}={v[0]}' for n, v in asked.items() if n != 'offset')}"
            following = f"{shown.elsewhere or 'http://' + self.headers['Host']}{more}&offset={first + PAGE}"
            self.say(
                200,
                {
                    "count": len(rows),
                    "next": following if first + PAGE < len(rows) else None,
                    "previous": None,
                    "results": rows[first : first + PAGE],
                },
            )

        def matches(self, row: dict[str, Any], name: str, values: list[str]) -> bool:
            if name in ("limit", "offset", "depth"):
                return True
            value = row.get(name)
            return (value.get("slug") if isinstance(value, dict) else value) in values

        def say(self, code: int, body: Any) -> None:
            raw = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.send_header("API-Version", "4.4")
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *words: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}"
    finally:
        running.shutdown()
        running.server_close()
        thread.join(timeout=10)
