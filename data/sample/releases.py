"""Releases: what was published when, so that the sample has a history to look back on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from data.contract import OBSERVATIONS, typed
from data.publishing import Change, publish
from data.sample import facts, questionnaire
from data.sample.reference import as_arrow, plan, reference
from data.sample.truths import Truth, planted
from data.suppression import masked

DATES = (
    date(2008, 4, 30),
    date(2008, 7, 31),
    date(2008, 10, 31),
    date(2009, 1, 30),
    date(2009, 4, 30),
    date(2009, 7, 28),
)
AS_AT = date(2009, 7, 31)
# Which release brings targets, and for periods up to when: next year's are set each spring.
TARGETS_UNTIL = {DATES[0]: date(2009, 3, 31), DATES[4]: date(2010, 12, 31)}
WHY = (
    "The scorecard's first data, 2001/02 to 2007/08",
    "Outturns of 2007/08 and the first quarter of 2008/09",
    "Second quarter of 2008/09, school results",
    "Third quarter of 2008/09; late youth reoffending; employment rate revised; questionnaire 2008",
    "Quarterly return; December's vehicle crime revised; targets for the year ahead",
    "Outturns of 2008/09; quitters of the third quarter revised",
)


def dated(observations: pd.DataFrame) -> pd.DataFrame:
    """Rows with the release that first holds each; those not in by the last are left out."""
    lags = facts.read("indicators").set_index("indicator_id")["publication_lag_days"]
    lag = observations["indicator_id"].map(lags).astype(int)
    due = [
        end + timedelta(days=int(days))
        for end, days in zip(observations["period_end"], lag, strict=True)
    ]
    release = np.searchsorted(np.array(DATES), np.array(due))
    rows = observations.assign(release=release)
    for truth in planted("late"):
        rows.loc[_where(rows, truth), "release"] = DATES.index(truth.release)
    for truth in planted("overdue"):
        is_owed = (rows["indicator_id"] == truth.indicator_id) & (
            rows["period_start"] >= truth.period_start
        )
        rows.loc[is_owed, "release"] = len(DATES)
    rows = rows[rows["release"] < len(DATES)]
    batch = [f"sample-{DATES[number]:%Y-%m}" for number in rows["release"]]
    return rows.assign(batch_id=batch).reset_index(drop=True)


def revisions(rows: pd.DataFrame) -> pd.DataFrame:
    """The later figures of revised rows, each with the release that brings it."""
    found = []
    for truth in planted("revised"):
        whole = (rows["breakdown_type"] == "all") & (rows["area_code"] == truth.area_code)
        later = rows[_where(rows, truth) & whole].copy()
        counts = "value" if later["numerator"].isna().all() else "numerator"
        later[counts] = (later[counts] * (1 + truth.size)).round()
        if counts == "numerator":
            factor = later["value"] / rows.loc[later.index, "numerator"]
            later["value"] = later["numerator"] * factor
        release = DATES.index(truth.release)
        found.append(
            later.assign(
                release=release, value_note="revised", batch_id=f"sample-{truth.release:%Y-%m}"
            )
        )
    return pd.concat(found)


def write(directory: Path, rows: pd.DataFrame, targets: pd.DataFrame) -> None:
    """Publish every release of dated rows into an empty workspace, in order, at its own date.

    Small numbers are hidden on the way, as they are for every import.
    """
    held = reference(AS_AT)
    revised = revisions(rows)
    for number, day in enumerate(DATES):
        added, changed = rows[rows["release"] == number], revised[revised["release"] == number]
        tables = dict(held) if number == 0 else {}
        content = _as_arrow(pd.concat([added, changed]))
        content = masked(content, None, held["indicators"], held["areas"])
        if day in TARGETS_UNTIL:
            in_force = targets[targets["period_end"] <= TARGETS_UNTIL[day]]
            tables["targets"] = as_arrow("targets", in_force)
        before = DATES[number - 1] if number else date.min
        rounds = questionnaire.closed(before, day)
        tables |= {name: as_arrow(name, table) for name, table in rounds.items()}
        tables |= plan() if day == DATES[-1] else {}
        publish(
            directory,
            Change(content, _as_arrow(changed), tables),
            source_id="sample",
            who="Scorecard working group (illustrative)",
            why=WHY[number],
            counts={"added": len(added), "changed": len(changed)},
            at=datetime.combine(day, time(12), UTC),
        )
    (directory / ".publishing").unlink(missing_ok=True)


def _where(rows: pd.DataFrame, truth: Truth) -> pd.Series:
    return (rows["indicator_id"] == truth.indicator_id) & (
        rows["period_start"] == truth.period_start
    )


def _as_arrow(rows: pd.DataFrame) -> pa.Table:
    columns = {
        column.name: pa.array(rows[column.name], from_pandas=True)
        for column in OBSERVATIONS.columns
    }
    return typed(OBSERVATIONS, pa.table(columns))
