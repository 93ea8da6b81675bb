"""Writers killed at any moment: `python -m tests.data.register.killing FOLDER ROUNDS`.

Each round two writers of one register are killed as they write, and all they were told is saved is
looked for. Prints how many changes were confirmed, and in how many rounds a change was cut in two.
Children are forked from this small process, so that a round does not have to start Python.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from itertools import count
from pathlib import Path

from data import register as registers
from data.register import Register, connecting, documents, verifying
from data.register.documents import Document
from data.workspace import open_workspace

WRITERS = ("one", "two")


def main(folder: Path, rounds: int) -> None:
    """Kill, look, and say what was found; fails when anything that was confirmed is lost."""
    register, chance = registers.of(open_workspace(folder)), random.Random(7)
    confirmed, cut = dict.fromkeys(WRITERS, 0), 0
    _warm(register)
    for _ in range(rounds):
        told = _killed(register, chance.uniform(0, 0.03))
        cut += register.path.with_name("register.sqlite-journal").exists()
        for name, versions in told.items():
            assert not versions or versions[0] > confirmed[name], (name, versions, confirmed)
            confirmed[name] = max(versions, default=confirmed[name])
        looking = _forked(lambda: _look(register, confirmed))
        assert os.waitstatus_to_exitcode(os.waitpid(looking, 0)[1]) == 0, confirmed
    sys.stdout.write(f"{sum(confirmed.values())} {cut}\n")


def _warm(register: Register) -> None:
    """Do everything once, so that the children need not learn it; but share no connection."""
    documents.save(register, "warm", Document("Warm", "x"), who="Bert", why="To begin", after=0)
    _look(register, dict.fromkeys(WRITERS, 0))
    if register.url:
        connecting.postgresql(register.url).dispose()


def _killed(register: Register, seconds: float) -> dict[str, list[int]]:
    """Let both write, kill them so long after the first change; the versions they confirmed."""
    running = {}
    for name in WRITERS:
        told, tells = os.pipe()
        running[name] = (_forked(lambda n=name, t=tells: _write(register, n, t)), told)
        os.close(tells)
    assert select.select([told for _, told in running.values()], [], [], 30)[0], "no change in 30 s"
    time.sleep(seconds)
    for pid, _ in running.values():
        os.kill(pid, signal.SIGKILL)
    confirmed = {}
    for name, (pid, told) in running.items():
        os.waitpid(pid, 0)
        with os.fdopen(told) as lines:
            confirmed[name] = [int(line) for line in lines]
    return confirmed


def _forked(act: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            act()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return pid


def _write(register: Register, name: str, tells: int) -> None:
    """Save one version after another, and tell of each only when it is saved."""
    newest = documents.newest(register, name)
    for after in count(newest.version if newest else 0):
        words = Document(name, _words(name, after + 1))
        documents.save(register, name, words, who="Bert", why="To be killed", after=after)
        os.write(tells, f"{after + 1}\n".encode())


def _words(name: str, number: int) -> str:
    return f"The {number} of {name}"


def _look(register: Register, confirmed: dict[str, int]) -> None:
    """The last that was confirmed is there, or a newer version, and so all before: no version is
    written but after the one before it, which the chain shows to be there still."""
    assert verifying.verify(register).faults == ()
    for name, version in confirmed.items():
        newest = documents.newest(register, name)
        assert (newest.version if newest else 0) >= version
        assert newest is None or newest.body.text == _words(name, newest.version)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
