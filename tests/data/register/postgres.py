"""A PostgreSQL server of the tests' own: in a temporary folder, behind a local socket."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Killing the server is not what is tested here, so it need not wait for the disk.
SETTINGS = ("fsync=off", "listen_addresses=", "max_connections=100")


def programs() -> Path | None:
    """The folder of initdb and postgres, the newest of Debian's; None when none is installed."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3])
    )
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def unprivileged() -> dict[str, Any]:
    """Whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}


@contextmanager
def running(binaries: Path) -> Generator[str]:
    """A new, empty server while the block lasts; its address for SQLAlchemy."""
    whose = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="hsp-postgres-"))
    if whose:
        os.chown(folder, whose["user"], whose["group"])
    made = [binaries / "initdb", "-D", folder / "data", "-U", "hsp", "-A", "trust", "-E", "UTF8"]
    quiet = subprocess.DEVNULL
    quietly: dict[str, Any] = {"cwd": "/", "stdout": quiet, "stderr": quiet, **whose}
    subprocess.run([*made, "--locale=C.UTF-8", "--no-sync"], check=True, **quietly)
    chosen = [word for setting in SETTINGS for word in ("-c", setting)]
    start = [binaries / "postgres", "-D", folder / "data", "-k", folder, *chosen]
    server = subprocess.Popen(start, **quietly)
    try:
        _wait(binaries, folder, server)
        yield f"postgresql+psycopg://hsp@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)  # a terminated one would wait for idle connections
        server.wait()
        shutil.rmtree(folder)


def _wait(binaries: Path, folder: Path, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    ready = [binaries / "pg_isready", "-q", "-h", folder, "-U", "hsp"]
    while subprocess.run(ready, check=False).returncode:
        assert server.poll() is None, "PostgreSQL ended as it began"
        assert time.monotonic() < deadline, "PostgreSQL did not begin within 30 s"
        time.sleep(0.05)
