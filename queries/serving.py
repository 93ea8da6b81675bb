"""Serving: what one run of a page shows, and what each of its answers belongs to.

Settled once as the run begins, so that no page mixes two releases or two states of the register.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Hashable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import register, releases
from data.register import in_force
from data.workspace import Workspace, WorkspaceError, open_workspace, workspace_path
from queries.spelling import Parameter
from queries.statements import QueryError

# Why nothing can be shown, each in words that a reader can act on.
SERVING_ERRORS = (
    WorkspaceError,
    register.RegisterError,
    releases.UnknownVersion,
    releases.DamagedExtract,
    QueryError,
)


@dataclass(frozen=True)
class Edition:
    """What every cached answer belongs to: a release, what was written, a way of judging.

    `revisions` are the states of the kinds of records that the answer follows from and of no other,
    so that what people write of one thing does not renew the answers about another. `judged_on` is
    the day whose rules judge, or None when each period is judged by its own day's. `supposed` is
    what is tried as if it were approved, by the kind it is of.
    """

    path: Path
    version: int
    key: str
    revisions: tuple[tuple[str, str], ...]
    judged_on: date | None
    supposed: tuple[tuple[str, Hashable], ...] = ()

    @property
    def published(self) -> tuple[Path, int, str]:
        """The release alone."""
        return self.path, self.version, self.key

    def of(self, kinds: Iterable[str]) -> Edition:
        """The edition of an answer that follows from fewer kinds of records."""
        return replace(
            self,
            revisions=tuple(pair for pair in self.revisions if pair[0] in kinds),
            supposed=tuple(pair for pair in self.supposed if pair[0] in kinds),
        )


@dataclass(frozen=True)
class Serving:
    """What one run of a page shows: a workspace, its release, what is wrong with a newer.

    `written` names the state of all that the register holds.
    """

    workspace: Workspace
    release: releases.Release
    problem: str | None
    written: str


@dataclass(frozen=True)
class Judging:
    """Whose rules judge a run: today's, or with `is_then` each period's by those of its own time.

    `today` is the day whose rules are today's, `version` that of the data which is judged.
    """

    is_then: bool
    today: date
    version: int


_run = threading.local()


def settled() -> Serving:
    """Settle anew what this run shows. Raises one of SERVING_ERRORS when nothing can be served."""
    path = workspace_path()
    settings = path / "workspace.toml"
    chosen = _workspace(path, settings.stat().st_mtime_ns if settings.is_file() else 0)
    written = register.revision(register.of(chosen))
    follow(Serving(chosen, *releases.served(chosen.path), written))
    return _run.serving


def current() -> Serving:
    """What this run shows, for a thread that works for it."""
    return _serving()


def follow(serving: Serving) -> None:
    """Answer in this thread as in the run that shows this, by today's rules."""
    _run.serving = serving
    _run.is_judged_then, _run.supposed = False, ()
    _run.editions = {}


def judge(*, then: bool) -> Judging:
    """Judge this run's results by today's rules, or by those in force at the time of each."""
    serving = _serving()
    _run.is_judged_then = then
    return Judging(then, serving.workspace.today, serving.release.version)


@contextmanager
def supposing(kind: str, tried: Hashable) -> Generator[None]:
    """Within the block answers are as if this, of a kind that is approved, were approved."""
    _serving()
    before = _run.supposed
    _run.supposed = (*before, (kind, tried))
    try:
        yield
    finally:
        _run.supposed = before


def workspace() -> Workspace:
    """The workspace of this run."""
    return _serving().workspace


def release() -> releases.Release:
    """The release of this run."""
    return _serving().release


def revision() -> str:
    """State of all that the register of this run holds, for the keys of caches."""
    return _serving().written


def edition(kinds: Iterable[str] = (in_force.KIND,)) -> Edition:
    """What an answer belongs to that follows from these kinds of records, for the keys of caches.

    From the rules that judge, unless told otherwise.
    """
    serving = _serving()
    known = (tuple(kinds), _run.is_judged_then, _run.supposed)
    if known not in _run.editions:
        _run.editions[known] = _edition(serving, *known)
    return _run.editions[known]


def _edition(
    serving: Serving,
    kinds: tuple[str, ...],
    is_then: bool,
    supposed: tuple[tuple[str, Hashable], ...],
) -> Edition:
    path, written, served = serving.workspace.path, serving.written, serving.release
    revisions = tuple((kind, _revision(kind, path, written)) for kind in kinds)
    judged_on = None if is_then else serving.workspace.today
    return Edition(path, served.version, served.key, revisions, judged_on, supposed).of(kinds)


def as_at() -> str:
    """Date line for the foot of a chart: when it stood so, and in which data version."""
    made_up = "Illustrative data. " if workspace().is_illustrative else ""
    today = workspace().today
    return f"{made_up}As at {today.day} {today:%B %Y}, data version {release().version}"


def judged_in(area_code: str) -> dict[str, Parameter]:
    """Parameters of `results` and what builds on it: one area, its first comparator, today."""
    others = (code for code in workspace().comparators if code != area_code)
    return {
        "area_code": area_code,
        "comparator_code": next(others, None),
        "today": workspace().today,
    }


def compared_in(area_code: str) -> dict[str, Any]:
    """Parameters of `indicator_comparators`: the named comparators and the home area, and the
    group of comparators, which is the home area's own and nobody else's.
    """
    chosen, home = workspace(), workspace().home_area
    return {
        "comparator_codes": [code for code in (*chosen.comparators, home) if code != area_code],
        "group_id": chosen.comparator_group if area_code == home else None,
    }


def _serving() -> Serving:
    return getattr(_run, "serving", None) or settled()


# Found once for each state of the register: one look at the database instead of one a kind.
@lru_cache(maxsize=500)
def _revision(kind: str, path: Path, written: str) -> str:
    return register.revision(register.of(workspace()), kind)


@lru_cache(maxsize=8)
def _workspace(path: Path, modified: int) -> Workspace:  # the time only renews the cache
    return open_workspace(path)
