"""Reference: the published tables beside the observations, from the facts."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa

from data.contract import REFERENCE, typed
from data.sample import facts
from data.sample.places import all_places

PLAIN = (
    "indicators",
    "departments",
    "thread_nodes",
    "thread_links",
    "thread_indicators",
    "comparators",
    "questionnaire_items",
    "claims",
    "claim_partners",
    "claim_steps",
    "claim_areas",
    "series_breaks",
    "commentary",
    "feedback",
    "feedback_replies",
)
# The improvement plan, as it stood when the newest results came.
PLAN = ("actions", "action_nodes", "action_indicators", "action_steps", "acknowledgements")


def reference(as_at: date) -> dict[str, pa.Table]:
    """Reference tables by name, without targets; events only up to `as_at`."""
    tables = {name: facts.read(name) for name in PLAIN}
    tables["areas"] = _areas()
    events = facts.read("events")
    tables["events"] = events[events["event_date"] <= as_at.isoformat()]
    links = facts.read("event_indicators")
    tables["event_indicators"] = links[links["event_id"].isin(tables["events"]["event_id"])]
    return {name: as_arrow(name, rows) for name, rows in tables.items()}


def plan() -> dict[str, pa.Table]:
    """The tables of the improvement plan by name."""
    return {name: as_arrow(name, facts.read(name)) for name in PLAN}


def as_arrow(name: str, rows: pd.DataFrame) -> pa.Table:
    """Rows as the contract's typed table; empty texts become null."""
    columns = {}
    for column in REFERENCE[name].columns:
        values = rows[column.name]
        if values.dtype.kind in "OUT":
            values = [None if value == "" else value for value in values]
        if pa.types.is_date(column.type) and values is not None:
            values = [pd.Timestamp(value).date() if value else None for value in values]
        columns[column.name] = pa.array(values, from_pandas=True)
    return typed(REFERENCE[name], pa.table(columns))


def _areas() -> pd.DataFrame:
    areas = facts.read("areas")
    areas["population"] = areas["population_2006"]
    for places in all_places().values():
        people = dict(zip(places.codes, places.people[:, 1].round(), strict=True))
        own = areas["area_code"].map(people)
        areas["population"] = areas["population"].where(areas["population"].notna(), own)
    return areas
