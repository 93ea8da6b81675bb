"""What the server takes: to start, for one viewer's reruns, and for a hundred viewers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import load
from tests.bench.addresses import EMPTY, PAGES, everywhere
from tests.bench.figures import Figure
from tests.bench.viewer import Visit, opened
from tests.serving import APP, Server, serving

EMPTY_APP = Path(__file__).with_name("empty.py")


@dataclass(frozen=True)
class Size:
    """How much load to put on."""

    viewers: int = 100
    think: float = 10
    seconds: float = 25
    turns: int = 60
    rounds: int = 5
    starts: int = 5


@dataclass(frozen=True)
class Crowd:
    """What many viewers measured: their visits while thinking, rounds at once, and memory."""

    thinking: list[Visit]
    rounds: list[list[Visit]]
    memory: float


def reruns(size: Size) -> list[Figure]:
    """Median and slowest warm rerun of each page by one viewer, in milliseconds."""
    with serving(EMPTY_APP) as server:
        empty = _one(server, EMPTY, size)
    with serving() as server:
        pages = {name: _one(server, addresses, size) for name, addresses in PAGES.items()}
    figures = []
    for name, visits in pages.items():
        figures += [
            _milliseconds(f"{name}, rerun, median", _median(visits), 15, _median(empty)),
            _milliseconds(f"{name}, rerun, slowest", _slowest(visits), 50, _slowest(empty)),
        ]
    return figures


def crowds(size: Size) -> list[Figure]:
    """Viewers who think between clicks, viewers who turn at once, and the server's memory."""
    with serving(EMPTY_APP) as server:
        empty = asyncio.run(_crowd(server, EMPTY, size))
    with serving() as server:
        pages = asyncio.run(_crowd(server, everywhere(), size))
    who = f"{size.viewers} viewers"
    percentile = [load.percentile(crowd.thinking, 95) for crowd in (pages, empty)]
    last = [max(map(_slowest, crowd.rounds)) for crowd in (pages, empty)]
    return [
        _milliseconds(
            f"{who}, {size.think:g} s between clicks, 95%", percentile[0], 250, percentile[1]
        ),
        _milliseconds(f"{who} turn the page at once, the last", last[0], 2500, last[1]),
        Figure(f"memory with {who}", pages.memory, "MiB", "empty app", empty.memory, budget=500),
    ]


def starts(size: Size) -> list[Figure]:
    """From starting the process to the first complete page, the median of several starts."""
    app, empty = [], []
    for _ in range(size.starts):  # in turn, so that both meet the same machine
        app.append(_start(APP))
        empty.append(_start(EMPTY_APP))
    return [
        Figure(
            "start to first complete page",
            median(app),
            "s",
            "empty app",
            median(empty),
            budget_ratio=1.5,
        )
    ]


def _one(server: Server, addresses: Sequence[str], size: Size) -> list[Visit]:
    return _complete(asyncio.run(load.one_viewer(server.port, addresses, size.turns)))


async def _crowd(server: Server, addresses: Sequence[str], size: Size) -> Crowd:
    viewers = await load.audience(server.port, addresses, size.viewers)
    thinking = await load.thinking(viewers, addresses, think=size.think, seconds=size.seconds)
    rounds = await load.at_once(viewers, addresses, size.rounds)
    return Crowd(
        _complete(thinking),
        [_complete(visits) for visits in rounds],
        load.memory(server.process.pid),
    )


def _start(script: Path) -> float:
    with serving(script) as server:

        async def first_page() -> None:
            viewer = await opened(server.port)
            _complete([await viewer.visit("")])

        asyncio.run(first_page())
        return time.perf_counter() - server.started


def _complete(visits: list[Visit]) -> list[Visit]:
    """The visits, none of which may have failed: a page that fails is quick."""
    failures = {(visit.address, failure) for visit in visits for failure in visit.failures}
    if failures:
        raise RuntimeError(f"pages failed: {sorted(failures)}")
    return visits


def _median(visits: Sequence[Visit]) -> float:
    return median(visit.seconds for visit in visits)


def _slowest(visits: Sequence[Visit]) -> float:
    return max(visit.seconds for visit in visits)


def _milliseconds(what: str, seconds: float, budget: float, empty: float) -> Figure:
    return Figure(what, seconds * 1000, "ms", "empty app", empty * 1000, budget=budget)
