"""Suppression: small counts hidden, and what would reveal one by subtraction hidden with it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.places import HOME

HIDDEN = ["value", "numerator", "denominator", "lower_limit", "upper_limit"]


def suppressed(observations: pd.DataFrame) -> pd.DataFrame:
    """The observations with counts from 1 to below the indicator's threshold hidden.

    Where only one area or group of a period is hidden, the next smallest above zero goes too.
    """
    rows = observations.copy()
    indicators = facts.read("indicators").set_index("indicator_id")
    threshold = rows["indicator_id"].map(indicators["small_number_threshold"]).fillna(0)
    is_part = (rows["breakdown_type"] != "all") | (rows["area_code"].str.startswith("E05"))
    count = rows["numerator"].where(rows["numerator"].notna(), rows["value"])
    guarded = rows[is_part & (threshold > 0)].assign(count=count, threshold=threshold)
    hidden = (guarded["count"] > 0) & (guarded["count"] < guarded["threshold"])
    siblings = ["indicator_id", "breakdown_type", "period_start"]
    for _, family in guarded.groupby(siblings):
        mine = hidden.loc[family.index]
        if mine.sum() == 1:
            others = family.loc[~mine & (family["count"] > 0), "count"]
            if len(others):
                hidden.loc[others.idxmin()] = True
    where = hidden[hidden].index
    rows.loc[where, HIDDEN] = np.nan
    rows.loc[where, "value_note"] = "suppressed"
    return rows


def small_home_counts(observations: pd.DataFrame) -> pd.DataFrame:
    """Rows of the home area as a whole whose own count is below its threshold, for the tests."""
    indicators = facts.read("indicators").set_index("indicator_id")
    threshold = observations["indicator_id"].map(indicators["small_number_threshold"])
    whole = (observations["area_code"] == HOME) & (observations["breakdown_type"] == "all")
    return observations[whole & (observations["value"] > 0) & (observations["value"] < threshold)]
