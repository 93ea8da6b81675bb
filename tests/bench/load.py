"""The load: one viewer who turns pages, a hundred who think, a hundred who turn at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from statistics import quantiles

import psutil

from tests.bench.viewer import Viewer, Visit, opened

WARM_UP, AT_ONCE = 3, 10
# Nobody clicks again within this; without it the kernel's delayed acknowledgements are measured.
PAUSE = 0.1
MEBIBYTE = 1024**2


async def one_viewer(port: int, addresses: Sequence[str], turns: int) -> list[Visit]:
    """Visits of the addresses in turn by a single viewer, after each was seen three times."""
    viewer = await opened(port)
    for address in [*addresses] * WARM_UP:
        await viewer.visit(address)
    visits = []
    for turn in range(turns):
        await asyncio.sleep(PAUSE)
        visits.append(await viewer.visit(addresses[turn % len(addresses)]))
    await viewer.connection.close()
    return visits


async def audience(port: int, addresses: Sequence[str], viewers: int) -> list[Viewer]:
    """Viewers who each have a page open."""
    seats = asyncio.Semaphore(AT_ONCE)

    async def seated(number: int) -> Viewer:
        async with seats:
            viewer = await opened(port)
            await viewer.visit(addresses[number % len(addresses)])
            viewer.visits.clear()
            return viewer

    return await asyncio.gather(*(seated(number) for number in range(viewers)))


async def thinking(
    viewers: Sequence[Viewer], addresses: Sequence[str], *, think: float, seconds: float
) -> list[Visit]:
    """Visits of viewers who each turn a page every `think` seconds on average, for a while."""
    end = asyncio.get_running_loop().time() + seconds

    async def click(viewer: Viewer, chance: random.Random) -> None:
        await asyncio.sleep(chance.uniform(0, think))
        while asyncio.get_running_loop().time() < end:
            await viewer.visit(chance.choice(addresses))
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)

    chances = (random.Random(number) for number in range(len(viewers)))
    await asyncio.gather(*map(click, viewers, chances))
    visits = [visit for viewer in viewers for visit in viewer.visits]
    for viewer in viewers:
        viewer.visits.clear()
    return visits


async def at_once(
    viewers: Sequence[Viewer], addresses: Sequence[str], rounds: int
) -> list[list[Visit]]:
    """Visits, one list a round, of viewers who all turn to the same page in the same instant."""
    turns = []
    for turn in range(rounds):
        address = addresses[turn % len(addresses)]
        turns.append(await asyncio.gather(*(viewer.visit(address) for viewer in viewers)))
    return turns


def percentile(visits: Sequence[Visit], share: int) -> float:
    """The seconds within which this many in a hundred visits were complete."""
    seconds = sorted(visit.seconds for visit in visits)
    return quantiles(seconds, n=100, method="inclusive")[share - 1]


def memory(pid: int) -> float:
    """Resident mebibytes of a process with everything it started."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return sum(member.memory_info().rss for member in family) / MEBIBYTE
