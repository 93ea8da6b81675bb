"""The app as a real server process, for the browser journeys and the benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app.py"
READY_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running Streamlit server: where it answers, its process, and when it was started."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    started: float

    @property
    def url(self) -> str:
        """The address of the default page."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """What the server wrote so far, for a failing test's message."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(
    script: Path = APP, workspace: Path | None = None, *, options: tuple[str, ...] = ()
) -> Generator[Server]:
    """A server of a script with the project's settings, ready to answer, stopped afterwards.

    Without a workspace the bundled sample serves. Raises RuntimeError when it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="hsp-server-") as folder:
        log = Path(folder) / "server.log"
        server = _started(script, workspace, log, options)
        try:
            _wait_until_ready(server)
            yield server
        finally:
            _stop(server.process)


def _started(script: Path, workspace: Path | None, log: Path, options: tuple[str, ...]) -> Server:
    environment = {key: value for key, value in os.environ.items() if key != "HSP_WORKSPACE"}
    if workspace is not None:
        environment["HSP_WORKSPACE"] = str(workspace)
    port = _free_port()
    arguments = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in arguments.items()]
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *flags, *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    return Server(port, process, log, time.perf_counter())


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_until_ready(server: Server) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.perf_counter() - server.started < READY_SECONDS:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server stopped at once:\n{server.said}")
        try:
            with opener.open(f"{server.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.01)
    raise RuntimeError(f"the server was not ready after {READY_SECONDS} s:\n{server.said}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
