"""The golden thread at 2,000 nodes: its questions asked anew, and its page's reruns."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import queries
from data.contract import REFERENCE
from data.publishing import Change, publish
from data.workspace import BUNDLED
from queries import fetch, judged_in, serve, workspace
from tests.bench import load
from tests.bench.figures import Figure
from tests.bench.serving_figures import Size
from tests.data.bundled import bundled
from tests.data.rows import table
from tests.serving import serving

# Nodes on each of the sample's levels, from the national purpose to learning activities.
LEVELS = (1, 9, 40, 30, 10, 100, 150, 300, 400, 500, 460)
MEASURED = (2, 4, 5, 7, 8)  # levels whose nodes carry indicators
ATTACHED, REPEATS = 900, 5
CHOSEN = {"a purpose": "N0-0", "an aim": "N4-3", "a plan": "N7-5"}
ADDRESSES = {
    "Golden thread of 2,000, whole": ("golden_thread", "golden_thread?part=Breaks"),
    "Golden thread of 2,000, one node": tuple(
        f"golden_thread?node={node}" for node in CHOSEN.values()
    ),
}


def figures(size: Size) -> list[Figure]:
    """Each view's questions together, cold; and its reruns, warm; in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="hsp-thread-") as folder:
        path = woven(Path(folder) / "sample")
        os.environ["HSP_WORKSPACE"] = str(path)
        try:
            found = [_cold(name, node) for name, node in CHOSEN.items()]
        finally:
            del os.environ["HSP_WORKSPACE"]
        return found + _reruns(path, size)


def woven(folder: Path) -> Path:
    """The sample with a thread of 2,000 nodes, made by chance, in place of its own."""
    shutil.copytree(BUNDLED, folder)
    chance = random.Random(7)
    known = bundled("thread_nodes").drop_duplicates("level_number")
    names = dict(zip(known["level_number"], known["level"], strict=True))
    owners = sorted(set(bundled("thread_nodes")["owner"]))
    nodes = [
        [
            {
                "node_id": f"N{number}-{n}",
                "level_number": number,
                "level": names[number],
                "title": f"What node {n} of level {number} is for, in some words",
                "owner": chance.choice(owners),
            }
            for n in range(count)
        ]
        for number, count in enumerate(LEVELS)
    ]
    links = {
        (child["node_id"], chance.choice(upper)["node_id"])
        for upper, lower in zip(nodes, nodes[1:], strict=False)
        for child in lower
        for _ in range(chance.choice((1, 1, 2, 3)))
    }
    sheets = bundled("indicators")
    indicators = sorted(sheets.loc[sheets["is_scorecard"], "indicator_id"])
    attached = {
        (chance.choice(nodes[chance.choice(MEASURED)])["node_id"], chance.choice(indicators))
        for _ in range(ATTACHED)
    }
    tables = {
        "thread_nodes": table("thread_nodes", *(node for level in nodes for node in level)),
        "thread_links": _pairs("thread_links", ("child_id", "parent_id"), links),
        "thread_indicators": _pairs("thread_indicators", ("node_id", "indicator_id"), attached),
        # What hung on the nodes that are gone.
        **{
            name: REFERENCE[name].schema.empty_table()
            for name in ("action_nodes", "feedback", "feedback_replies")
        },
    }
    publish(folder, Change(reference=tables), source_id="bench", who="bench", why="bench")
    return folder


def _pairs(name: str, columns: tuple[str, str], pairs: set[tuple[str, str]]) -> Any:
    return table(name, *(dict(zip(columns, pair, strict=True)) for pair in sorted(pairs)))


def _cold(name: str, node: str) -> Figure:
    """The questions of the page with one node chosen; results are known, as on every page."""
    serve()
    taken = []
    for _ in range(REPEATS):
        queries._answer.cache_clear()
        judged = judged_in(workspace().home_area)
        fetch("results", **judged)
        began = time.perf_counter()
        fetch("thread_standing", **judged)
        fetch("thread_sight", **judged, node_id=node)
        fetch("thread_sight_links", node_id=node)
        fetch("thread_node_indicators", **judged, node_ids=[node])
        fetch("thread_breaks", **judged, partner=None, level=None)
        taken.append(time.perf_counter() - began)
    what = f"Golden thread of 2,000, questions of {name}"
    return Figure(what, median(taken) * 1000, "ms", budget=150)


def _reruns(path: Path, size: Size) -> list[Figure]:
    with serving(workspace=path) as server:
        pages = {
            name: asyncio.run(load.one_viewer(server.port, addresses, size.turns))
            for name, addresses in ADDRESSES.items()
        }
    if failures := [visit.failures for visits in pages.values() for visit in visits]:
        assert not any(failures), failures
    return [
        Figure(
            f"{name}, rerun, median",
            median(visit.seconds for visit in visits) * 1000,
            "ms",
            budget=15,
        )
        for name, visits in pages.items()
    ]
