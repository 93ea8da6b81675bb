"""Minutes: what was decided, by whom, when and why, and every change of the register.

Decisions come from the register, changed definitions from the releases; both name what they are
about by today's definitions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data import definition_history, register
from data.contract import REFERENCE
from data.definition_history import Redefinition
from data.register.records import Record
from queries import deciding, fetch, plan_decided, release, revision, rounds_decided, workspace

DECIDED = ("approved", "rejected", "withdrawn")
REVIEWED = ("proposal", "claim", "claim_end", "thread_edit", "record_choice")
COLUMNS = (
    "code",
    "decided_on",
    "kind",
    "who",
    "why",
    "indicator_id",
    "area_code",
    "subject",
    "detail",
)
CELLS = (
    "published_on",
    "version",
    "table",
    "kind",
    "row",
    "indicator_id",
    "column",
    "before",
    "after",
    "who",
    "why",
)
LOGGED = ("seq", "at", "who", "role", "kind", "record_id", "version", "why")
Row = Mapping[str, Any]


def decided() -> pd.DataFrame:
    """Every decision and changed definition, newest first; see COLUMNS.

    `kind` is approved, rejected or withdrawn, the same of a claim after `claim_` and of an edit of
    the thread after `thread_`, what was done with a round after `round_` or with the plan as
    `plan_decided` has it, role, document or definitions; `code` names the row. `subject` is the
    number of a proposal, the name of a person, the title of a claim, a round or a document, what an
    edit is called, or the name of a table; `detail` the role given, the version, or what changed as
    a mapping of counts.
    """
    return _decided(*_state()).copy(deep=False)


def redefined() -> tuple[pd.DataFrame, list[str]]:
    """Every changed cell of a definition, newest first, and what could not be compared, in words.

    One row a cell that was changed, or a row that was added or removed.
    """
    rows, problems = _redefined(*_state())
    return rows.copy(deep=False), [*problems]


def logged() -> pd.DataFrame:
    """Every change of the register, newest first: seq, at (UTC), who, role, what and why.

    `name` is what a round is called, whose id says nothing; null for other kinds.
    """
    return _logged(*_state()).copy(deep=False)


def is_writable() -> bool:
    """Whether the register's place can be written; a database says so itself when it is asked."""
    kept = register.of(workspace())
    return kept.url is not None or os.access(kept.path.parent, os.W_OK)


def names() -> tuple[dict[str, Row], dict[str, str]]:
    """What is known of each indicator, and the name of each area."""
    return _named_in(workspace().path, release().key)


def _state() -> tuple[Path, str, str]:
    """What tells this state of register and releases from every other."""
    return workspace().path, revision(), release().key


@lru_cache(maxsize=4)
def _decided(path: Path, revision: str, key: str) -> pd.DataFrame:
    frame = pd.DataFrame([*_from_register(), *_from_releases()], columns=list(COLUMNS))
    frame["decided_on"] = pd.to_datetime(frame["decided_on"])
    return _named(frame.sort_values("decided_on", ascending=False, kind="stable"))


@lru_cache(maxsize=4)
def _redefined(path: Path, revision: str, key: str) -> tuple[pd.DataFrame, list[str]]:
    found = _redefinitions()
    rows = [
        {
            "published_on": pd.Timestamp(one.release.published_at.date()),
            "version": one.release.version,
            "table": each.table,
            "kind": each.kind,
            "row": " / ".join(str(part) for part in each.key if part is not None),
            "indicator_id": _indicator_of(each.table, each.key),
            "column": each.column,
            "before": None if each.before is None else str(each.before),
            "after": None if each.after is None else str(each.after),
            "who": one.release.who,
            "why": one.release.why,
        }
        for one in found
        for each in one.differences
    ]
    frame = pd.DataFrame(rows, columns=list(CELLS))
    return _named(frame), [said for one in found for said in one.problems]


@lru_cache(maxsize=4)
def _logged(path: Path, revision: str, key: str) -> pd.DataFrame:
    changes = deciding.changes()
    titles = rounds_decided.titles(changes)
    rows = [
        [
            *(getattr(one, column) for column in LOGGED),
            titles.get(one.record_id) if one.kind in rounds_decided.KINDS else None,
        ]
        for one in changes
    ]
    return pd.DataFrame(rows, columns=[*LOGGED, "name"])


def _from_register() -> Iterator[Row]:
    of_rounds = {row["code"]: row for row in rounds_decided.rows(deciding.changes())}
    for change in deciding.changes():
        said = {"code": f"change-{change.seq}", "who": change.who, "why": change.why}
        said["decided_on"] = change.at.date()
        body = change.body
        if change.kind in REVIEWED:
            if body["state"] in DECIDED:
                yield {**said, "decided_on": body["decided_on"], **_reviewed(change)}
        elif change.kind in rounds_decided.KINDS:
            yield of_rounds[said["code"]]
        elif change.kind in plan_decided.KINDS:
            yield said | plan_decided.row(change)
        elif change.kind == "person":
            yield said | {"kind": "role", "subject": body["name"], "detail": body["role"]}
        elif change.kind == "document":
            yield said | {"kind": "document", "subject": body["title"], "detail": change.version}


def _reviewed(change: Record[Any]) -> Row:
    """What was decided of a proposal, a claim, an edit of the thread or the choice of a record."""
    body, state = change.body, change.body["state"]
    if change.kind == "proposal":
        made = {"subject": change.record_id, "kind": state, "detail": body["became"]}
        return _about(body["draft"]["rule"]) | made
    if change.kind == "claim":
        made = {"subject": body["claim"]["title"], "kind": f"claim_{state}"}
        return _about(body["claim"]) | made | {"detail": change.version}
    if change.kind == "claim_end":
        made = {"subject": body["title"], "kind": f"claim_end_{state}"}
        return made | {"detail": body["claim_version"]}
    if change.kind == "record_choice":
        subject = f"{body['indicator_id']} as the record of {body['shared_measure']}"
        made = {"subject": subject, "kind": f"record_{state}", "detail": change.version}
        return {"indicator_id": body["indicator_id"], **made}
    subject = f"Edit {change.record_id} of the thread"
    return {"subject": subject, "kind": f"thread_{state}", "detail": change.version}


def _about(said: Row) -> dict[str, Any]:
    return {name: said[name] for name in ("indicator_id", "area_code")}


def _from_releases() -> Iterator[Row]:
    for one in _redefinitions():
        made = one.release
        for table in dict.fromkeys(each.table for each in one.differences):
            kinds = [each.kind for each in one.differences if each.table == table]
            yield {
                "code": f"version-{made.version}-{table}",
                "decided_on": made.published_at.date(),
                "kind": "definitions",
                "who": made.who,
                "why": made.why,
                "subject": table,
                "detail": {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
            }


def _redefinitions() -> list[Redefinition]:
    return definition_history.redefinitions(workspace().path, release())


def _indicator_of(table: str, key: tuple[Any, ...]) -> Any:
    columns = REFERENCE[table].key
    return key[columns.index("indicator_id")] if "indicator_id" in columns else None


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the names of indicator and area, and the indicator's partner."""
    known, areas = names()
    named = rows.assign(
        indicator_name=[known.get(code, {}).get("name", code) for code in rows["indicator_id"]],
        partner=[known.get(code, {}).get("partner") for code in rows["indicator_id"]],
    )
    if "area_code" in named:
        named["area_name"] = [areas.get(code, code) for code in named["area_code"]]
    return named.reset_index(drop=True)


@lru_cache(maxsize=4)
def _named_in(path: Path, key: str) -> tuple[dict[str, Row], dict[str, str]]:
    indicators, areas = fetch("choices"), fetch("areas")
    known = indicators.set_index("indicator_id").to_dict("index")
    return known, dict(zip(areas["area_code"], areas["name"], strict=True))
