"""Many devices of 1,000 lines, one changed on each: CPU time a device, there and back and proved, beside a peer."""

from __future__ import annotations

from time import process_time

from hier_config import Platform, WorkflowRemediation, get_hconfig

from benchmarks.eos_diff import configuration
from bot.diff import compare

DEVICES, PEERS, LINES, MOST = 1_000, 50, 1_000, 10


def texts(number: int) -> tuple[str, str]:
    """Return a device's configuration before and after; no two devices have equal texts."""
    running = f"hostname sw-{number}\n{configuration(LINES)}"
    return running, running.replace(f"description port {number % 160}\n", f"description changed {number}\n", 1)


def main() -> None:
    """Print milliseconds a device, ours for all of them and the peer's for some."""
    fleet = [texts(number) for number in range(DEVICES)]
    start = process_time()
    for running, candidate in fleet:
        assert compare("arista_eos", running, candidate).proof.verdict == "proved"
    ours = (process_time() - start) * 1000 / DEVICES
    start = process_time()
    for running, candidate in fleet[:PEERS]:
        before, after = (get_hconfig(Platform.ARISTA_EOS, text) for text in (running, candidate))
        assert WorkflowRemediation(before, after).remediation_config
    peer = (process_time() - start) * 1000 / PEERS
    print(f"{DEVICES} devices of {LINES} lines: ours {ours:.1f} ms each (at most {MOST} wanted)")
    print(f"hier_config, remediation alone: {peer:.1f} ms each; ratio {ours / peer:.2f}")


if __name__ == "__main__":
    main()
