"""What is promised of the image, seen on the image: small, closed, nobody special, and the main job runs in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.smoke.run import POINTS
from pipeline.version import __version__
from tests.image.container import PROD, SECRETS, Image, engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
LIMIT = 250_000_000
"""Bytes of content (docs/decisions/0018); the layer with the analyzer's client may have as many again."""


@pytest.fixture(scope="module")
def image(request: pytest.FixtureRequest) -> Iterator[Image]:
    """The image under test with a volume of its own."""
    name, program = request.config.getoption("--image"), engine()
    if not name:
        pytest.skip("the image was NOT tested: build it and name it by --image, or run make image-test")
    if program is None:
        pytest.skip(f"the image {name} was NOT tested: neither podman nor docker is installed")
    found = Image(name, program)
    found.do("volume", "create", found.volume)
    yield found
    found.do("volume", "rm", found.volume)


@pytest.fixture(scope="module")
def analyzer(image: Image) -> bool:
    """Whether it is the image with the analyzer's client."""
    return "True" in image.python("import importlib.util as u; print(u.find_spec('pybatfish') is not None)")


def test_it_is_small(image: Image, *, analyzer: bool) -> None:
    size = sum(entry.size for entry in image.files() if entry.isfile())
    print(f"\n{image.name}: {size / 1e6:.0f} MB of content")
    assert size < LIMIT * (2 if analyzer else 1)


def test_nothing_in_it_helps_an_intruder(image: Image) -> None:
    entries = image.files()
    names = {entry.name.rsplit("/", 1)[-1] for entry in entries if not entry.isdir()}
    shells = {"sh", "bash", "dash", "ash", "busybox", "perl", "apt", "apt-get", "dpkg", "pip", "su", "mount", "curl"}
    assert names & shells == set()
    assert [entry.name for entry in entries if entry.mode & 0o6000] == []
    own = [entry for entry in entries if entry.isfile() and entry.name.startswith(("opt/", "usr/", "etc/"))]
    assert len(own) > 1000
    assert {(entry.uid, entry.gid) for entry in own} == {(0, 0)}
    assert [entry.name for entry in own if entry.mode & 0o022] == []


def test_it_says_what_it_is(image: Image) -> None:
    said = image.config()
    labels = said["Labels"]
    assert labels["org.opencontainers.image.version"] == __version__
    assert len(labels["org.opencontainers.image.revision"]) == 40
    assert said["User"] == "10001:10001"
    lines = image.run("--version").splitlines()
    assert lines[0] == f"gains {__version__}"
    assert any(line.split() == ["commit", labels["org.opencontainers.image.revision"]] for line in lines)


def test_its_parts_are_listed(image: Image) -> None:
    listed = json.loads(image.python("print(open('/opt/gains/sbom.cdx.json').read())"))
    assert listed["bomFormat"] == "CycloneDX"
    names = {one["name"].lower().replace("_", "-") for one in listed["components"]}
    there = json.loads(
        image.python("import json, importlib.metadata as m; print(json.dumps([d.name for d in m.distributions()]))")
    )
    assert {one.lower().replace("_", "-") for one in there} - {"pip"} <= names | {"gains-network-orchestrator"}
    packages = image.python("import os; print(*os.listdir('/var/lib/dpkg/status.d'))").split()
    assert {"git", "libc6"} <= set(packages)


def test_it_is_nobody_special_and_writes_nowhere_else(image: Image) -> None:
    text = """
import os
print(os.getuid(), os.getgid())
for place in ("/", "/opt/gains", "/usr/bin", "/etc", "/var/lib/gains", "/tmp"):
    try:
        open(f"{place}/x", "w").close()
        print("wrote", place)
    except OSError:
        pass
print([line.split()[1] for line in open("/proc/self/status") if line.startswith(("CapEff", "NoNewPrivs"))])
"""
    lines = image.python(text).splitlines()
    assert lines[0] == "10001 10001"
    assert lines[1:-1] == ["wrote /var/lib/gains", "wrote /tmp"]
    assert lines[-1] == "['0000000000000000', '1']"


def test_it_starts_nothing_without_secrets(image: Image) -> None:
    done = image.run("serve", code=None, settings={"GAINS_AUDIT_KEY_FILE": "/nowhere"})
    assert "Traceback" not in done


def test_the_main_job_runs_through_it(image: Image, tmp_path: Path) -> None:
    image.python(SECRETS)
    made = image.run("smoke", "--make-network", "/var/lib/gains/campus.git")
    setting = made.strip().removeprefix("GAINS_REPOSITORIES=")
    scopes = [word for scope in ("read", "submit", "approve") for word in ("--scope", scope)]
    key = image.run("keys", "create", "smoke", *scopes, settings={"GAINS_REPOSITORIES": setting, **PROD})
    (tmp_path / "key").write_text(key.splitlines()[-1])
    (tmp_path / "token").write_text("a-token-for-metrics-of-tests")
    with image.serving(GAINS_REPOSITORIES=setting) as (name, url):
        files = ["--key-file", str(tmp_path / "key"), "--metrics-token-file", str(tmp_path / "token")]
        words = ["smoke", url, *files, "--json"]
        done = CliRunner().invoke(application(("smoke",)), words)
        points = {one["name"]: one["outcome"] for one in json.loads(done.output)["points"]}
        assert (done.exit_code, points) == (0, {name: "works" for name, _, _ in POINTS}), done.output
        check = image.config().get("Healthcheck", {}).get("Test") or image.config().get("HealthCheck", {}).get("Test")
        if check:  # an image in OCI's form carries none: compose.yaml's engines read Docker's
            image.do("exec", name, *check[1:])
        assert httpx.get(f"{url}/healthz", timeout=10).status_code == 200


def test_the_analyzers_client_is_in_the_layer_that_says_so(image: Image, *, analyzer: bool) -> None:
    if not analyzer:
        pytest.skip("this is the image without the analyzer's client")
    assert "PASS" in image.python("from pybatfish.client.session import Session; print('PASS')")
