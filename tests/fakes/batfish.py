"""A Batfish on loopback that holds snapshots, ends every work at once and answers with empty tables; it misbehaves
as a test says.

It speaks the interface that a real one speaks (`/v2`), so that the real client and the real adapter talk to it.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

QUESTIONS = {
    "differentialReachability": (),
    "fileParseStatus": (),
    "initIssues": (),
    "interfaceProperties": ("properties",),
    "routes": (),
    "viModel": (),
}
"""Questions that it has, each with its parameters."""


class Fault:
    """What goes wrong with one exchange."""

    def __init__(self, kind: str, *, body: bytes = b"", status: int = 200) -> None:
        self.kind = kind
        """drop: the line is cut; hang: it never answers; say: it answers with `body` and `status`."""
        self.body, self.status = body, status


DROP, HANG = Fault("drop"), Fault("hang")
GARBAGE = Fault("say", body=b"<html>gateway</html>")
FULL = Fault("say", body=b"java.io.IOException: No space left on device", status=500)


class FakeBatfish:
    """The service; `with` starts and stops it."""

    def __init__(self, fault: Callable[[int, str, str], Fault | None] = lambda *_: None) -> None:
        self.fault = fault
        """Given the number of the exchange, its method and its path: what goes wrong with it."""
        self.version, self.api = "2026.09.17", "2.1.0"
        self.networks: dict[str, dict[str, dict[str, bytes]]] = {}
        """By network: `snapshots`, `objects`, `questions`."""
        self.works: dict[str, str] = {}
        """State by work."""
        self.state = "TERMINATEDNORMALLY"
        """What new work comes to."""
        self.forks: list[tuple[str, ...]] = []
        """Base, fork and the devices that are down in it."""
        self.seen: list[str] = []
        """Method and path of every exchange."""
        self.asked: list[str] = []
        """Works: what was to be done."""
        self._released = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body leave together

            def _do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("Transfer-Encoding") == "chunked":
                    body = self._chunks()
                outer.seen.append(f"{self.command} {self.path}")
                fault = outer.fault(len(outer.seen), self.command, self.path)
                if fault is not None and fault.kind != "say":
                    if fault.kind == "hang":
                        outer._released.wait(30)
                    self.close_connection = True
                    return
                status, said = (fault.status, fault.body) if fault else outer.answer(self.command, self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)
                self.wfile.flush()

            def _chunks(self) -> bytes:
                found = b""
                while size := int(self.rfile.readline().strip() or b"0", 16):
                    found += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return found

            do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815 - the names that the server looks for

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def host(self) -> str:
        """HOST:PORT."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FakeBatfish:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """Return status and body of an exchange that goes well."""
        parts = urlsplit(path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        match [unquote(part) for part in parts.path.strip("/").split("/")[1:]]:
            case ["version"]:
                return 200, _json({"Batfish": self.version, "api_version": self.api})
            case ["question_templates"]:
                return 200, _json({name.lower(): json.dumps(_template(name)) for name in QUESTIONS})
            case ["networks"] if method == "GET":
                return 200, _json([{"name": name} for name in self.networks])
            case ["networks"]:
                self.networks.setdefault(query["name"], {"snapshots": {}, "objects": {}, "questions": {}})
                return 201, b""
            case ["networks", name] if name not in self.networks:
                return 404, b"no such network"
            case ["networks", name] if method == "DELETE":
                del self.networks[name]
                return 200, b""
            case ["networks", name]:
                return 200, _json({"name": name})
            case ["networks", name, *rest]:
                return self._inside(self.networks[name], method, rest, query, body)
        return 404, b"no such place"

    def _inside(
        self, held: dict[str, dict[str, bytes]], method: str, rest: list[str], query: dict[str, str], body: bytes
    ) -> tuple[int, bytes]:
        match rest:
            case ["objects"] if method == "PUT":
                held["objects"][query["key"]] = body
                return 200, b""
            case ["objects"]:
                found = held["objects"].get(query["key"])
                return (404, b"no such object") if found is None else (200, found)
            case ["snapshots:fork"]:
                asked = json.loads(body)
                held["snapshots"][asked["snapshotNew"]] = held["snapshots"][asked["snapshotBase"]]
                self.forks.append((asked["snapshotBase"], asked["snapshotNew"], *asked["deactivateNodes"]))
                return 200, b""
            case ["snapshots"]:
                return 200, _json(sorted(held["snapshots"]))
            case ["snapshots", name] if method == "POST":
                held["snapshots"][name] = body
                return 201, b""
            case ["snapshots", name] if method == "DELETE":
                held["snapshots"].pop(name, None)
                return 200, b""
            case ["snapshots", _, "worklog", _]:
                return 200, b"Caused by: org.batfish.common.BatfishException: it went wrong"
            case ["work"]:
                work = json.loads(body)
                self.works[work["id"]] = self.state
                self.asked.append(",".join(sorted(work["requestParams"])))
                return 201, b""
            case ["work", name]:
                return 200, _json({"workstatuscode": self.works[name], "task": None})
            case ["questions", name]:
                held["questions"][name] = body
                return 200, b""
            case ["questions", name, "answer"]:
                return 200, _json(_table(json.loads(held["questions"][name])))
        return 404, b"no such place"


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _template(name: str) -> dict[str, Any]:
    fields = {field: {"description": field, "optional": True, "type": "string"} for field in QUESTIONS[name]}
    said = {"description": name, "instanceName": name, "longDescription": name, "tags": [], "variables": fields}
    return {"class": f"fake.{name}", "differential": False, "instance": said}


def _table(question: dict[str, Any]) -> dict[str, Any]:
    if question["class"] == "fake.viModel":
        return {"status": "SUCCESS", "answerElements": [{"class": "fake", "nodes": {}}]}
    columns = [{"name": "Node", "schema": "Node", "isKey": True, "isValue": False, "description": "it"}]
    return {"status": "SUCCESS", "answerElements": [{"metadata": {"columnMetadata": columns}, "rows": []}]}
