"""The portfolio: every claim in force with its verdict, worked out beside the pages.

A claim that cannot be worked out stands among the others with its fault, which is logged and told
in its row; it is tried again after a while.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import pandas as pd

from data.register.claims_in_force import Standing
from queries import QueryError, fetch, how
from queries.claim_asked import asked_of, people_asked_of
from queries.claims import claims, revision
from queries.methods.claim_verdict import SCHEMA
from queries.serving import Serving, current, edition, follow

Row = Mapping[str, Any]
Published = tuple[Path, int, str]
# One thread works verdicts out, so that no page waits for them unless it is about them.
WORKER = ThreadPoolExecutor(1, "portfolio")
# Pages that ask at once share one working out: the cache alone would begin one for each.
BEGINNING = Lock()
NOT_WORKED_OUT = "not_worked_out"
# Seconds for which a claim's fault is told before the claim is tried again.
FAULT_LASTS = 60.0
LONGEST_FAULT = 300  # letters: the database's own messages repeat the question


@dataclass(frozen=True)
class Judged:
    """A claim, its row of `claim_verdict` and its rows of `claim_reasons`.

    Where it could not be worked out its verdict is NOT_WORKED_OUT, its one reason the fault, and
    `failed_at` says when on the monotonic clock.
    """

    standing: Standing
    verdict: Row
    reasons: Sequence[Row]
    failed_at: float | None = field(default=None, kw_only=True)


def portfolio() -> tuple[Judged, ...]:
    """Every claim in force with its verdict, by its title."""
    return _told(_begun())


def portfolio_if_ready() -> tuple[Judged, ...] | None:
    """The same, or None while it is being worked out: a second or two after every change."""
    made = _begun()
    return _told(made) if made.done() else None


def portfolio_how() -> str:
    """SQL that gives the verdicts outside the app, claim by claim."""
    return _portfolio_how(*_state())


def _state() -> tuple[Published, str]:
    """What the verdicts follow from: what is published, and the claims of the register."""
    return edition(()).published, revision()


def _begun() -> Future[tuple[Judged, ...]]:
    asked = _state()
    with BEGINNING:
        return _portfolio(*asked)


@lru_cache(maxsize=4)
def _portfolio(published: Published, revision: str) -> Future[tuple[Judged, ...]]:
    return WORKER.submit(_judged, current())


def _told(made: Future[tuple[Judged, ...]]) -> tuple[Judged, ...]:
    """What was worked out; a failure is not kept, so that the next who asks tries again."""
    if made.exception() is not None or any(_is_over(one.failed_at) for one in made.result()):
        _portfolio.cache_clear()
    return made.result()


def _is_over(failed_at: float | None) -> bool:
    return failed_at is not None and time.monotonic() - failed_at > FAULT_LASTS


def _judged(serving: Serving) -> tuple[Judged, ...]:
    follow(serving)
    return tuple(_one(standing) for standing in claims())


def _one(standing: Standing) -> Judged:
    """A claim with its verdict, or with its fault: one must not take the others with it."""
    try:
        verdict = fetch("claim_verdict", **people_asked_of(standing.claim))
        reasons = fetch("claim_reasons", **asked_of(standing.claim))
        return Judged(standing, rows_of(verdict)[0], rows_of(reasons))
    except Exception as error:
        logging.getLogger(__name__).exception("No verdict on claim %s", standing.claim_id)
        return _failed(standing, _fault(error))


def _failed(standing: Standing, fault: str) -> Judged:
    claim = standing.claim
    known = {"indicator_id": claim.indicator_id, "design": claim.design}
    reason = {"position": 1, "name": "fault", "found": None, "limit": None, "is_passed": False}
    return Judged(
        standing,
        {**dict.fromkeys(SCHEMA.names), **known, "verdict": NOT_WORKED_OUT},
        [{**reason, "about": fault}],
        failed_at=time.monotonic(),
    )


def _fault(error: Exception) -> str:
    """A fault in a line: a question's own words, else the kind of error."""
    words = str(error) if isinstance(error, QueryError) else type(error).__name__
    return _in_one_line(words)[:LONGEST_FAULT].removesuffix(".")


@lru_cache(maxsize=4)
def _portfolio_how(published: Published, revision: str) -> str:
    return "\n".join(f"-- {_in_one_line(one.claim.title)}\n{_how(one)}" for one in claims())


def _how(standing: Standing) -> str:
    try:
        return how("claim_verdict", **people_asked_of(standing.claim))
    except Exception as error:
        logging.getLogger(__name__).exception("No question on claim %s", standing.claim_id)
        return f"-- It could not be worked out: {_fault(error)}.\n"


def _in_one_line(title: str) -> str:
    """A title as a comment: what came after a new line would stand as SQL."""
    return " ".join(title.split())


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Each row by its columns' names."""
    return [dict(row) for row in frame.to_dict("records")]
