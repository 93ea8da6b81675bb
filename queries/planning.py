"""Plans: the door of pages to the improvement plan: its actions, and breaches acknowledged.

Versions are read by the revision of their own kind. What is written comes back as an Outcome, done
or why not in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import register
from data.register import acknowledgements, planning
from data.register.acknowledgements import Acknowledgement
from data.register.actions import KIND, Action, ActionStep, Served
from data.register.records import Record
from queries import edition, fetch, workspace
from queries.deciding import Outcome, attempt

__all__ = ["Base", "Outcome"]

PLAIN = ("title", "owner_post", "owner_partner", "start_date", "end_date", "status", "agreed_date")
STEP = ("kind", "text", "evidence", "strength")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Base:
    """What a form begins with: an action's own fields, and the rows that hang on it.

    `version` is the version of the register that was seen, 0 for one as published or new.
    """

    fields: Row
    nodes: tuple[str, ...] = ()
    serves: tuple[Row, ...] = ()
    steps: tuple[Row, ...] = ()
    version: int = 0


def versions(action_id: str) -> tuple[Record[Action], ...]:
    """Every version of an action that was written here, the oldest first."""
    return _versions(action_id, workspace().path, edition((KIND,)).revisions)


def base(action_id: str | None) -> Base:
    """What the form of an action begins with; that of a new one is empty."""
    actions = fetch("action_list", today=workspace().today, partner=None)
    own = actions[actions["action_id"] == action_id]
    if own.empty:
        return Base({"status": "planned"})
    found = versions(str(action_id))
    return Base(
        own.iloc[0].to_dict(),
        tuple(fetch("action_places", action_id=action_id)["node_id"]),
        _rows("action_serves", str(action_id)),
        tuple({name: row[name] for name in STEP} for row in _rows("action_chain", str(action_id))),
        found[-1].version if found else 0,
    )


def add(*, who: str, why: str, **typed: Any) -> Outcome:
    """Put a new action into the plan as a form says."""
    taken = frozenset(fetch("action_list", today=workspace().today, partner=None)["action_id"])
    return attempt(
        lambda kept: planning.add(kept, drafted(base(None), typed), who=who, why=why, taken=taken),
        "The action is in the plan, as {}.",
    )


def change(action_id: str, *, who: str, why: str, after: int, **typed: Any) -> Outcome:
    """Change an action as a form says; `after` is the version that was seen."""
    return attempt(
        lambda kept: planning.change(
            kept, action_id, drafted(base(action_id), typed), who=who, why=why, after=after
        ),
        "The action was changed; this is its version {}.",
    )


def acknowledge(
    indicator_id: str,
    area_code: str,
    *,
    who: str,
    post: str,
    note: str,
    period_start: date,
    period_end: date,
) -> Outcome:
    """Keep that a breach was seen today; the note is the reason too, where there is one."""
    seen = Acknowledgement(indicator_id, area_code, period_start, period_end, post, note or None)
    why = note or f"Seen by {post}"
    return attempt(
        lambda kept: acknowledgements.acknowledge(kept, seen, who=who, why=why, after=0),
        "Acknowledged by {post}.",
        post=post,
    )


def drafted(begun: Base, typed: Row) -> Action:
    """The action that a form describes. Raises Refused where a field cannot be read.

    What was not typed stays as it was; `serves` and `steps` are the edits of their tables.
    """
    said: dict[str, Any] = {name: typed.get(name, begun.fields.get(name)) for name in PLAIN}
    for name in ("start_date", "end_date", "agreed_date"):
        said[name] = _day(said[name] or None)
        if said[name] is None:
            words = name.partition("_")[0].replace("agreed", "agreement")
            raise register.Refused(f"Give the day of its {words}.")
    said |= {name: said[name] or "" for name in ("title", "owner_post", "owner_partner")}
    return Action(
        **said,
        cost=_number(typed.get("cost", begun.fields.get("cost"))),
        nodes=tuple(typed.get("nodes", begun.nodes) or ()),
        serves=tuple(_served(row) for row in edited(begun.serves, typed.get("serves"))),
        steps=tuple(
            ActionStep(row.get("kind") or "action", row.get("text") or "", *_told(row))
            for row in edited(begun.steps, typed.get("steps"))
        ),
    )


def edited(rows: Sequence[Row], edits: Any) -> list[dict[str, Any]]:
    """Rows of a table as they are after someone edited them, as Streamlit notes its edits."""
    if not edits:
        return [dict(row) for row in rows]
    changed = {int(place): cells for place, cells in edits.get("edited_rows", {}).items()}
    gone = {int(place) for place in edits.get("deleted_rows", ())}
    kept = [{**row, **changed.get(n, {})} for n, row in enumerate(rows) if n not in gone]
    return [*kept, *(dict(row) for row in edits.get("added_rows", ()) if any(row.values()))]


def _served(row: Row) -> Served:
    unit = _text(row.get("expected_unit"))
    return Served(
        _text(row.get("indicator_id")) or "",
        _text(row.get("area_code")) or workspace().home_area,
        _number(row.get("expected_change")),
        unit if unit in ("percent", "points") else None,
        _day(row.get("expected_by_date")),
    )


def _told(row: Row) -> tuple[str | None, Any]:
    return _text(row.get("evidence")), _text(row.get("strength"))


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and value == value else None  # noqa: PLR0124


def _day(value: Any) -> date | None:
    """A day from a field, a table's edit or a row of an answer."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError as error:
            raise register.Refused(f"{value!r} is not a date.") from error
    if value is None or value != value:  # noqa: PLR0124 - NaT is not itself
        return None
    return date(value.year, value.month, value.day)


def _rows(question: str, action_id: str) -> tuple[Row, ...]:
    rows = fetch(question, action_id=action_id)
    return tuple(rows.astype(object).where(rows.notna(), None).to_dict("records"))


@lru_cache(maxsize=50)
def _versions(action_id: str, path: Path, revisions: Any) -> tuple[Record[Action], ...]:
    return tuple(planning.history(register.of(workspace()), action_id))
