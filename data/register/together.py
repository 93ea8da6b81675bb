"""Writing together: what many people save at the same moment goes to disk in one transaction.

A change is kept for good by a commit, and a commit waits for the disk. Three hundred people who
answer at once would wait for three hundred commits, and SQLite lets whoever asks at the right
moment go first, so that some would wait for ever. So each puts down what they want to write, and
whoever comes to write does so for all who stand in the queue, in the order they came.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Connection

from data.register import Register, Unusable
from data.register.connecting import writing
from data.register.failures import in_words

AT_ONCE = 100  # the longest that other writers wait is for so many
T = TypeVar("T")


@dataclass
class _Wanted(Generic[T]):
    """One write: how it is done, and what came of it once it is kept for good."""

    write: Callable[[Connection], T]
    is_over: bool = False
    made: T | None = None
    failure: BaseException | None = None


class _Queue:
    """Those who wait to write to one register."""

    def __init__(self) -> None:
        self.turn = threading.Condition()
        self.waiting: deque[_Wanted] = deque()
        self.is_writing = False

    def next(self) -> list[_Wanted]:
        """The first of those who wait, in the order they came."""
        return [self.waiting.popleft() for _ in range(min(len(self.waiting), AT_ONCE))]


_queues: defaultdict[tuple[Path, str | None], _Queue] = defaultdict(_Queue)


def together(register: Register, write: Callable[[Connection], T]) -> T:
    """Do one write among those of others, and return what it makes once that is kept.

    Raises what `write` raises, when nothing of it is kept, and Unusable.
    """
    mine = _Wanted(write)
    queue = _queues[register.path, register.url]
    with queue.turn:
        queue.waiting.append(mine)
        while not mine.is_over:
            if queue.is_writing:
                queue.turn.wait()
            else:
                _write_next(register, queue)
    if mine.failure is not None:
        raise mine.failure
    return mine.made  # ty: ignore[invalid-explicit-return]


def _write_next(register: Register, queue: _Queue) -> None:
    """Write for the first who wait, while others may join the queue."""
    wanted = queue.next()
    queue.is_writing = True
    queue.turn.release()
    try:
        _written(register, wanted)
    finally:
        queue.turn.acquire()
        queue.is_writing = False
        queue.turn.notify_all()


def _written(register: Register, wanted: Sequence[_Wanted]) -> None:
    """All of these in one transaction; one that is refused takes nothing of the others with it."""
    try:
        with writing(register) as connection:
            for one in wanted:
                try:
                    with in_words(), connection.begin_nested():
                        one.made = one.write(connection)
                except Unusable:  # a full disk, say, which ends the transaction itself
                    raise
                except Exception as error:  # it is raised to whoever asked for it
                    one.failure = error
    except BaseException as error:
        for one in wanted:
            one.failure = one.failure or error
        if not isinstance(error, Exception):
            raise
    finally:
        for one in wanted:
            one.is_over = True
