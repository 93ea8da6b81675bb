"""The whole plan: its headline, the list, the timeline, by partner, and what is overdue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from components import cards, charts, files, sentences, tables
from components.answer import Answer
from components.improvement import words
from components.kept import once
from components.quantities import counted, number
from components.records import records
from components.sentences import day

ABOUT = {"improvement_plan": "About the improvement plan"}
FEW = 4  # areas that are named
SHORT, LONG = 15, 620  # rows that need no scrolling; pixels for those that do
ALT = "Actions of the improvement plan; select a row to open one"


def heading(actions: pd.DataFrame, clock: Answer, partner: str | None) -> None:
    """Breaches without an action first, then what is overdue; of one partner's, or of all."""
    if partner is not None:
        actions = actions[actions["owner_partner"] == partner]
    late, running = int(actions["is_overdue"].sum()), int(actions["is_open"].sum())
    whose = "" if partner is None else f"{partner}: "
    told = f"{counted(running, 'action is', 'actions are')} planned or under way"
    known = (
        f"{_where(clock, partner)}{whose}{told}. A result opens its own entry when it first stands "
        "at its level; the clock counts from the day it was received."
    )
    overdue = counted(late, "action is", "actions are") if late else "no action is"
    cards.headline(sentences.capital(f"{whose}{_bare(clock, partner)}; {overdue} overdue."), known)


@once
def _bare(clock: Answer, partner: str | None) -> str:
    """How many breaches last without an action."""
    lasting = _lasting(clock.rows, partner)
    bare = int((~lasting["is_acted_on"].astype(bool)).sum())
    if lasting.empty:
        return "no result stands at its intervention level"
    if not bare:
        return f"all {counted(len(lasting), 'result')} at the intervention level have an action"
    verb = "has" if bare == 1 else "have"
    results = counted(len(lasting), "result")
    return f"{bare} of {results} at the intervention level {verb} no action"


@once
def _where(clock: Answer, partner: str | None) -> str:
    """Of which areas the results are, where they are of several; Overview counts one of them."""
    places = _lasting(clock.rows, partner)["area_name"].value_counts()
    told = [f"{name} {found}" for name, found in places.head(FEW).items()]
    told += [f"others {rest}"] if (rest := places.iloc[FEW:].sum()) else []
    return f"By area: {', '.join(told)}. " if len(told) > 1 else ""


def _lasting(clock: pd.DataFrame, partner: str | None) -> pd.DataFrame:
    lasting = clock[clock["is_open"]]
    return lasting if partner is None else lasting[lasting["partner"] == partner]


def shown(view: str, actions: Answer, today: date, *, source: str, as_at: str) -> None:
    """The plan in one of its views."""
    if view == "timeline":
        timeline(actions, today, source=source, as_at=as_at)
    else:
        {"partners": partners, "overdue": overdue}.get(view, listed)(actions)


def listed(actions: Answer, *, name: str = "actions") -> None:
    """Every action; choosing a row opens its case."""
    rows = actions.rows
    if rows.empty:
        cards.nothing("No action is in the plan here.", hint="Add one below, or widen a filter.")
        return
    shown = pd.DataFrame([_told(row) for row in records(rows)])
    tables.choosing(
        shown,
        rows["action_id"].tolist(),
        name=name,
        picks="action",
        alt=ALT,
        height=LONG if len(rows) > SHORT else "auto",
        columns=_columns(),
    )
    files.row(shown, name=name, how=actions.how, methods=ABOUT)


def timeline(actions: Answer, today: date, *, source: str, as_at: str) -> None:
    """The actions from start to end; a click opens one."""
    rows = actions.rows.sort_values(["start_date", "action_id"])
    if rows.empty:
        listed(actions)
        return
    late = int(rows["is_overdue"].sum())
    cards.chart_with_data(
        charts.timeline(),
        _drawn(rows, today),
        title="Actions over time",
        alt=f"{counted(len(rows), 'action')} from start to end, {late or 'none'} of them overdue.",
        name="timeline",
        how=actions.how,
        columns={
            "title": "Action",
            "told": "Status",
            "start_date": "Start",
            "end_date": "End",
            "owner": "Owner",
        },
        picks={"action_id": "action"},
        source=source,
        as_at=as_at,
    )


def partners(actions: Answer) -> None:
    """How many actions each partner answers for, and then the actions partner by partner."""
    rows = actions.rows
    if rows.empty:
        listed(actions)
        return
    counts = rows.assign(state=[words.state(row) for row in records(rows)])
    table = counts.groupby("owner_partner").agg(
        actions=("action_id", "size"),
        overdue=("is_overdue", "sum"),
        running=("is_open", "sum"),
        # where no cost is known there is none to add up; a cost of nothing is known
        cost=("cost", lambda costs: costs.sum(min_count=1)),
    )
    shown = pd.DataFrame(
        {
            "Partner": table.index,
            "Actions": table["actions"].to_numpy(),
            "Planned or under way": table["running"].to_numpy(),
            "Overdue": table["overdue"].to_numpy(),
            "Cost known": [
                "none" if pd.isna(cost) else number(cost, "GBP", 0) for cost in table["cost"]
            ],
        }
    )
    cards.table(shown, alt="Actions by partner", name="action_partners", how=actions.how)
    ordered = rows.sort_values(["owner_partner", "end_date", "action_id"])
    listed(_Part(ordered, actions.how), name="actions_by_partner")


def overdue(actions: Answer) -> None:
    """Actions past their end that are neither done nor stopped, and late starts."""
    rows = actions.rows
    late = rows[rows["is_overdue"] | rows["is_late_start"]]
    if late.empty:
        cards.nothing("No action is overdue.")
        return
    listed(_Part(late, actions.how), name="actions_overdue")


def _drawn(rows: pd.DataFrame, today: date) -> pd.DataFrame:
    """Rows as the chart of a timeline wants them."""
    told = [words.status(row) for row in records(rows)]
    ends = [
        f"{day(start)} to {day(end)}"
        for start, end in zip(rows["start_date"], rows["end_date"], strict=True)
    ]
    named = rows["title"].where(
        ~rows["title"].duplicated(keep=False), rows["title"] + " (" + rows["action_id"] + ")"
    )
    return rows.assign(
        name=named,
        state=[words.state(row) for row in records(rows)],
        told=told,
        spoken=[f"{n}: {t}, {e}" for n, t, e in zip(named, told, ends, strict=True)],
        today=pd.Timestamp(today),
        owner=[words.owner(row) for row in records(rows)],
    )


class _Part:
    """Some rows of an answer, with what says how all were made."""

    def __init__(self, rows: pd.DataFrame, how: str) -> None:
        self.rows, self.how = rows, how


def _told(row: words.Row) -> dict[str, Any]:
    return {
        "Action": row["title"],
        "Status": words.status(row),
        "End": row["end_date"],
        "Owner": words.owner(row),
        "Days past its end": row["days_past_end"] if row["is_overdue"] else None,
        "Start": row["start_date"],
        "Changes": ", ".join(row["indicator_names"]),
        "Serves": "; ".join(row["node_titles"]),
        "Cost": number(row["cost"], "GBP", 0) if pd.notna(row["cost"]) else "",
        "Code": row["action_id"],
    }


def _columns() -> dict[str, Any]:
    return {name: tables.days(name) for name in ("Start", "End")}
