"""What it takes to work out the sample's claims of added value with nothing kept from before."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

import pytest

import queries
from data.workspace import BUNDLED
from queries import fetch, serve
from queries.claim_asked import asked_of, people_asked_of
from queries.claims import Standing, claims
from queries.methods import claim_case
from tests.bench.figures import Figure

REPEATS = 5
# Everything recomputes while one chooses; the whole portfolio comes once for each publish.
BUDGET, WHOLE_BUDGET = 1000, 2500
REST = ("claim_reasons", "claim_series", "claim_areas_used")


def figures() -> list[Figure]:
    """Processor time of the slowest claim's four questions, and of every claim's verdict."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSP_WORKSPACE", str(BUNDLED))
        serve()
        found = claims()
        _worked_out(found, ())  # what is imported at the first question is not a claim's
        slowest = max(_milliseconds([one], REST) for one in found)
        whole = _milliseconds(found, ())
    return [
        Figure("the slowest claim's four questions, cold", slowest, "ms", budget=BUDGET),
        Figure(f"verdicts of {len(found)} claims, cold", whole, "ms", budget=WHOLE_BUDGET),
    ]


def _milliseconds(standings: Sequence[Standing], more: Sequence[str]) -> float:
    taken = []
    for _ in range(REPEATS):
        queries._answer.cache_clear()
        claim_case.judged.cache_clear()
        begun = time.process_time()
        _worked_out(standings, more)
        taken.append(time.process_time() - begun)
    return median(taken) * 1000


def _worked_out(standings: Sequence[Standing], more: Sequence[str]) -> None:
    for one in standings:
        fetch("claim_verdict", **people_asked_of(one.claim))
        for question in more:
            fetch(question, **asked_of(one.claim))
