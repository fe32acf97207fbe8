"""One Batfish service: pybatfish moves the bytes, every wait has a deadline, every failure is typed."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import AnalyzerError, InvalidInputError
from pipeline.semantic.query import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pybatfish.client.session import Session
    from pybatfish.client.workitem import WorkItem

    from pipeline.semantic.query import Query

_CAUSE = re.compile(r"(?:^|Caused by: |\")((?:[a-z]\w*\.)+[A-Z]\w*(?:Exception|Error)\b[^\n\"]*)", re.MULTILINE)
_FIRST_WAIT, _LONGEST_WAIT = 0.02, 0.5
_GOING = ("UNASSIGNED", "TRYINGTOASSIGN", "ASSIGNED", "CHECKINGSTATUS", "BLOCKED")
_ENDED = ("TERMINATEDNORMALLY", "TERMINATEDABNORMALLY", "TERMINATEDBYUSER", "ASSIGNMENTERROR", "REQUEUEFAILURE")


class OverranError(AnalyzerError):
    """The service did not finish in time and cannot be told to stop."""


@dataclass(frozen=True, slots=True)
class Host:
    """Where a service listens."""

    name: str
    port: int = 9996

    @classmethod
    def of(cls, written: str) -> Host:
        """Read `HOST` or `HOST:PORT`; raise `InvalidInputError` for anything else."""
        name, _, port = written.strip().rpartition(":") if ":" in written else (written.strip(), "", "9996")
        if not name or not port.isdigit() or not 0 < int(port) < 65536:
            raise InvalidInputError(f"{written!r} is no host of an analyzer", hint="expected HOST or HOST:PORT")
        return cls(name, int(port))

    def __str__(self) -> str:
        return f"{self.name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one exchange may take, in seconds."""

    contact: float = 10.0
    """The first ones, which are small."""
    exchange: float = 300.0
    """Any later one: a large snapshot travels in one."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Who answers."""

    service: str
    api: str
    client: str


@contextmanager
def _wrapped(doing: str) -> Iterator[None]:
    import requests
    from pybatfish.exception import BatfishException
    from urllib3.exceptions import ReadTimeoutError

    try:
        yield
    except AnalyzerError:
        raise
    except requests.ConnectionError as error:
        if isinstance(getattr(error.args[0] if error.args else None, "reason", None), ReadTimeoutError):
            raise OverranError(f"the analyzer did not answer an exchange in time ({doing})") from error
        raise AnalyzerError(
            f"the analyzer is not reachable ({doing})", hint="is it running? see gains doctor"
        ) from error
    except requests.Timeout as error:
        raise OverranError(f"the analyzer did not answer an exchange in time ({doing})") from error
    except (requests.RequestException, BatfishException, ValueError, KeyError, TypeError) as error:
        said = " ".join(str(error).split())[:300]
        raise AnalyzerError(f"the analyzer answered something unusable ({doing}): {said}") from error


class Service:
    """A session with one service. Not for use by two threads at once."""

    def __init__(self, host: Host, patience: Patience = Patience()) -> None:
        with _wrapped("first contact"):
            from pybatfish.client.options import Options

            # A service that is away is said to be away at once; whoever asks decides about trying again.
            Options.max_retries_to_connect_to_coordinator = 1
            Options.max_initial_tries_to_connect_to_coordinator = 1
            from pybatfish.client.session import Session

            self.host = host
            self._session: Session = Session(
                host=host.name, port=host.port, load_questions=False, timeout=patience.contact
            )
            self.versions = self._versions()
            self._session.q.load()
            self._session.timeout = patience.exchange
        self.pending: WorkItem | None = None
        """What overran and may still keep the service busy."""

    def _versions(self) -> Versions:
        from importlib.metadata import version

        from pybatfish.client.restv2helper import get_component_versions

        found = get_component_versions(self._session)
        if "Batfish" not in found:
            raise AnalyzerError(
                f"what listens at {self.host} is no Batfish", hint="its version page names no version of Batfish"
            )
        return Versions(str(found["Batfish"]), str(found.get("api_version", "")), version("pybatfish"))

    def networks(self) -> tuple[str, ...]:
        """Return the names of all networks that the service holds."""
        with _wrapped("listing networks"):
            return tuple(sorted(self._session.list_networks()))

    def use(self, network: str) -> None:
        """Work in a network, made where it is not there."""
        with _wrapped("opening a network"):
            self._session.set_network(network)

    def snapshots(self) -> tuple[str, ...]:
        """Return the names of the snapshots of the network in use."""
        with _wrapped("listing snapshots"):
            return tuple(sorted(str(name) for name in self._session.list_snapshots()))

    def note(self, key: str, value: str) -> None:
        """Keep a word with the network in use."""
        with _wrapped("keeping a note"):
            self._session.put_network_object(key, value)

    def noted(self, key: str) -> str:
        """Return the word kept with the network in use, empty where there is none."""
        with _wrapped("reading a note"):
            import requests

            try:
                return str(self._session.get_network_object_text(key))
            except requests.HTTPError as error:
                if error.response is not None and error.response.status_code == 404:
                    return ""
                raise

    def delete_network(self, name: str) -> None:
        """Forget a network with all its snapshots."""
        with _wrapped("deleting a network"):
            self._session.delete_network(name)

    def delete_snapshot(self, name: str) -> None:
        """Forget a snapshot of the network in use."""
        with _wrapped("deleting a snapshot"):
            self._session.delete_snapshot(name)

    def upload(self, snapshot: str, files: Mapping[str, str], deadline: float) -> None:
        """Send a snapshot and have it read, before a moment of the monotonic clock."""
        from pybatfish.client import restv2helper
        from pybatfish.client.workhelper import get_workitem_parse

        with _wrapped("sending a snapshot"):
            restv2helper.upload_snapshot(self._session, snapshot, io.BytesIO(packed(files)))
            self._work(get_workitem_parse(self._session, snapshot), snapshot, deadline)

    def fork(self, snapshot: str, made: str, without: str, deadline: float) -> None:
        """Have a snapshot made of another one, in which a device is down; raise `AnalyzerError` where it has none."""
        from pybatfish.client import restv2helper
        from pybatfish.client.workhelper import get_workitem_parse

        with _wrapped("taking a device out"):
            asked = {"snapshotBase": snapshot, "snapshotNew": made, "deactivateNodes": [without]}
            restv2helper.fork_snapshot(self._session, asked)
            self._work(get_workitem_parse(self._session, made), made, deadline)

    def compute(self, snapshot: str, deadline: float) -> None:
        """Have the routes of a snapshot computed."""
        from pybatfish.client.workhelper import get_workitem_generate_dataplane

        with _wrapped("computing routes"):
            self._work(get_workitem_generate_dataplane(self._session, snapshot), snapshot, deadline)

    def answer(self, query: Query, snapshot: str, reference: str | None, deadline: float) -> Reply:
        """Ask one question; a failure of the question alone is a reply without rows, never an exception."""
        import requests
        from pybatfish.client import restv2helper
        from pybatfish.client.workhelper import get_workitem_answer
        from pybatfish.exception import BatfishException

        with _wrapped(query.name):
            try:
                asked = {key: value for key, value in query.values.items() if key != "without"}
                form = getattr(self._session.q, query.name)(**_arguments(asked))
            except AttributeError:
                return Reply(failure=f"this analyzer has no question {query.name}")
            except BatfishException as error:
                return Reply(failure=f"this analyzer does not take {query.name} with its parameters: {_short(error)}")
            name = f"q-{query.name}-{form.get_name()}"[:100]
            try:
                restv2helper.upload_question(self._session, name, form.json())
                self._work(get_workitem_answer(self._session, name, snapshot, reference), snapshot, deadline)
            except OverranError:
                raise
            except AnalyzerError as error:
                return Reply(failure=str(error))
            except requests.HTTPError as error:
                return Reply(failure=f"the analyzer refused the question: {_refusal(error)}")
            found = restv2helper.get_answer(self._session, name, {"snapshot": snapshot, "referenceSnapshot": reference})
            return _table(found)

    def busy(self) -> bool:
        """Tell whether what overran may still be running; raises `AnalyzerError` where the service is away."""
        if self.pending is None:
            return False
        from pybatfish.client.restv2helper import get_work_status

        with _wrapped("asking whether it is done"):
            import requests

            try:
                done = get_work_status(self._session, self.pending.id).get("workstatuscode") in _ENDED
            except requests.HTTPError:
                done = True  # it was started anew and does not know the work any more
        if done:
            self.pending = None
        return not done

    def _work(self, item: WorkItem, snapshot: str, deadline: float) -> None:
        from pybatfish.client.restv2helper import get_work_log, get_work_status, queue_work

        queue_work(self._session, item)
        wait = _FIRST_WAIT
        while True:
            state = get_work_status(self._session, item.id).get("workstatuscode")
            if state == "TERMINATEDNORMALLY":
                return
            if state in _ENDED:
                log = get_work_log(self._session, snapshot, item.id)
                raise AnalyzerError(f"the analyzer failed ({state.lower()}): {_reason(log)}")
            if state not in _GOING:
                raise AnalyzerError(f"the analyzer says nothing usable about its work: {_short(state)}")
            if time.monotonic() > deadline:
                self.pending = item
                raise OverranError("the analyzer did not finish before the deadline")
            time.sleep(wait)
            wait = min(_LONGEST_WAIT, wait * 1.3)


def packed(files: Mapping[str, str]) -> bytes:
    """Return a zip with one folder at the top, as the service wants it; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"snapshot/{path}"), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _arguments(values: dict[str, Any]) -> dict[str, Any]:
    from pybatfish.datamodel.flow import HeaderConstraints, PathConstraints

    special = {"headers": HeaderConstraints, "pathConstraints": PathConstraints}
    return {key: special[key](**value) if key in special else value for key, value in values.items()}


def _table(found: dict[str, Any]) -> Reply:
    if found.get("status") != "SUCCESS":
        said = json.dumps(found.get("answerElements", []))[:300]
        return Reply(failure=f"the question failed: {found.get('status')}: {said}")
    elements = found.get("answerElements") or [{}]
    # Numbers with a fraction have no canonical form: they are kept as text.
    element = json.loads(json.dumps(elements[0]), parse_float=str)
    if "rows" not in element:
        return Reply(rows=({"model": element},), columns=("model",))
    columns = tuple(column["name"] for column in element["metadata"]["columnMetadata"])
    return Reply(rows=tuple(element["rows"]), columns=columns)


def _reason(log: str) -> str:
    """Return the innermost cause that a log names, without places in the service's source."""
    causes = _CAUSE.findall(log.replace("\\n", "\n").replace('","', "\n"))
    return _short(causes[-1] if causes else log.strip()[-200:])


def _refusal(error: Exception) -> str:
    """Return what a service says of a bad question, without its address and the question's made-up name."""
    return _short(str(error).rpartition("problem: ")[2].partition(". See ")[0])


def _short(text: object) -> str:
    return " ".join(str(text).split())[:200]
