"""Suppression: small counts hidden, and what would reveal one by subtraction hidden with it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import facts

HIDDEN = ["value", "numerator", "denominator", "lower_limit", "upper_limit"]
# Areas of one kind share the first three characters of their codes; these two have no siblings.
LARGEST = ("E12", "E92")


def suppressed(observations: pd.DataFrame) -> pd.DataFrame:
    """The observations with counts from 1 to below the indicator's threshold hidden.

    Where only one area or group of a period is hidden, the next smallest above zero goes too.
    """
    rows = observations.copy()
    indicators = facts.read("indicators").set_index("indicator_id")
    threshold = rows["indicator_id"].map(indicators["small_number_threshold"])
    kind = rows["area_code"].str[:3]
    count = rows["numerator"].where(rows["numerator"].notna(), rows["value"])
    guarded = rows.assign(count=count, threshold=threshold, kind=kind)
    guarded = guarded[(threshold > 0) & ~kind.isin(LARGEST)]
    hidden = (guarded["count"] > 0) & (guarded["count"] < guarded["threshold"])
    for _, family in guarded.groupby(["indicator_id", "kind", "breakdown_type", "period_start"]):
        if hidden.loc[family.index].sum() == 1:
            others = family.loc[~hidden.loc[family.index] & (family["count"] > 0), "count"]
            if len(others):
                hidden.loc[others.idxmin()] = True
    where = hidden[hidden].index
    rows.loc[where, HIDDEN] = np.nan
    rows.loc[where, "value_note"] = "suppressed"
    return rows
