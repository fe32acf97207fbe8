"""A burst of webhooks at a steady rate: how soon each is acknowledged, durably, and that none is lost.

Beside it, in the same run: requests at the same rate to `/healthz`, which stores nothing.

    python -m benchmarks.webhook_burst [deliveries] [per second]
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

SECRET = "a secret of the benchmark"


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start a server without a worker: it acknowledges, others work."""
    repository = {"forge": "local", "id": "campus", "location": str(folder), "webhook_secrets": [SECRET]}
    settings = {
        "GAINS_DATA_DIR": str(folder),
        "GAINS_PORT": str(port),
        "GAINS_REPOSITORIES": json.dumps([repository]),
        "GAINS_REQUESTS_PER_MINUTE": "1000000",
        "GAINS_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--no-worker"]
    return subprocess.Popen(command, env={"PATH": os.environ["PATH"], **settings})  # noqa: TID251 - starts a process


async def send(client: httpx.AsyncClient, number: int, hooks: bool) -> float:  # noqa: FBT001 - two series of one kind
    """Send one request and return how many seconds it took."""
    begun = time.perf_counter()
    if hooks:
        body = json.dumps({"repository": "campus", "pull": number % 500 + 1}).encode()
        signed = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Gains-Signature-256": f"sha256={signed}",
            "X-Gains-Delivery": f"d-{number}",
        }
        told = await client.post("/webhooks/local", content=body, headers=headers)
        assert told.status_code == 202, told.text
    else:
        assert (await client.get("/healthz")).status_code == 200
    return time.perf_counter() - begun


async def burst(client: httpx.AsyncClient, count: int, rate: int, *, hooks: bool) -> list[float]:
    """Send that many at that rate, whether or not the ones before were answered."""
    begun = time.perf_counter()
    tasks = []
    for number in range(count):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(send(client, number, hooks)))
    return sorted(await asyncio.gather(*tasks))


async def measure(count: int, rate: int) -> None:
    """Run both series and print them."""
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        folder = Path(name)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        process = serve(folder, port)
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64, keepalive_expiry=2)
        try:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30, limits=limits) as client:
                for _ in range(300):
                    try:
                        await client.get("/healthz")
                        break
                    except httpx.TransportError:
                        await asyncio.sleep(0.1)
                await burst(client, 100, rate, hooks=False)
                plain = await burst(client, max(200, count // 10), rate, hooks=False)
                stored = await burst(client, count, rate, hooks=True)
        finally:
            process.terminate()
            process.wait(timeout=30)
        kept = sqlite3.connect(folder / "gains.db").execute("SELECT count(*) FROM deliveries").fetchone()[0]
    for title, found in (("nothing stored", plain), ("webhook stored", stored)):
        p50, p99 = statistics.median(found), found[int(len(found) * 0.99)]
        print(f"{title}: {len(found)} at {rate}/s, p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms")
    print(f"ratio of the medians {statistics.median(stored) / statistics.median(plain):.1f}")
    print(f"acknowledged {len(stored)}, stored {kept}, lost {len(stored) - kept}")


def main() -> None:
    """Run it."""
    numbers = [int(one) for one in sys.argv[1:]]
    asyncio.run(measure(*(numbers + [10_000, 200][len(numbers) :])))


if __name__ == "__main__":
    main()
