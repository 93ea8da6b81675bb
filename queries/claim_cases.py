"""One claim with its whole case, as agreed or as somebody tries it, and what there is to try.

What a page shows of it is put together once for each data version and choice, because a case has
thousands of rows and a page is run at every click.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.register.claims_in_force import Standing
from queries import QueryError, fetch, how
from queries.claim_asked import AS_AGREED, Tried, asked_of, people_asked_of
from queries.portfolio import Judged, Published, Row, rows_of
from queries.serving import edition

LINES = {
    "actual": "actual",
    "counterfactual": "expected",
    "untreated": "beside",
    "fitted": "beside",
}
AGENCY_LINES = {"agency_actual": "actual", "agency_counterfactual": "expected"}
# What lies behind a gap: nothing, placebos in space, without one area, the start moved back.
GAPS = ("", "placebo_gap", "without_one", "placebo_in_time")
QUESTIONS = ("claim_verdict", "claim_reasons", "claim_series", "claim_areas_used")


@dataclass(frozen=True, eq=False)
class Case(Judged):
    """A claim as agreed, or as somebody tries it, with all that its case shows.

    From `claim_series`: `lines` has a row a period with period_end, period_label, is_after, actual,
    expected and beside (untreated areas or what was fitted), `agency_lines` the same of the single
    agency's measure; `gaps` has under each of GAPS the claim's own gap and those lines behind it,
    as line ('gap' or 'behind'), name, period_end, period_label and value; `mean` the mean effect
    with its limits by period. `areas` are the rows of `claim_areas_used`; `how` is the SQL of each
    question.
    """

    tried: Tried
    lines: pd.DataFrame
    agency_lines: pd.DataFrame
    gaps: Mapping[str, pd.DataFrame]
    mean: pd.DataFrame
    areas: Sequence[Row]
    how: Mapping[str, str]

    @property
    def is_as_agreed(self) -> bool:
        """Whether nothing is tried."""
        return self.tried == AS_AGREED


@dataclass(frozen=True, eq=False)
class Offered:
    """What there is to choose from for a claim and an outcome: its periods, oldest first, and its
    areas; rows of `claim_panel`, each once.
    """

    periods: Sequence[Row]
    areas: Sequence[Row]


def case(standing: Standing, tried: Tried = AS_AGREED) -> Case:
    """One claim's whole case, as agreed or with what somebody tries. Raises QueryError."""
    try:
        return _case(edition(()).published, standing, tried)
    except QueryError:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("No case of claim %s", standing.claim_id)
        fault = f"The case of claim {standing.claim_id} could not be worked out"
        raise QueryError(f"{fault}: {type(error).__name__}.") from error


def offered(standing: Standing, indicator_id: str | None) -> Offered:
    """What a viewer may choose for the claim's own outcome, or for another one."""
    return _offered(edition(()).published, standing, indicator_id)


def named() -> tuple[Mapping[str, str], Mapping[str, Row]]:
    """Names of all areas and rows of `choices` for all indicators, by their codes."""
    return _named(edition(()).published)


@lru_cache(maxsize=4)
def _named(published: Published) -> tuple[Mapping[str, str], Mapping[str, Row]]:
    areas = fetch("areas")
    indicators = {row["indicator_id"]: row for row in rows_of(fetch("choices"))}
    return dict(zip(areas["area_code"], areas["name"], strict=True)), indicators


@lru_cache(maxsize=200)
def _case(published: Published, standing: Standing, tried: Tried) -> Case:
    asked = dict.fromkeys(QUESTIONS, asked_of(standing.claim, tried))
    asked["claim_verdict"] = people_asked_of(standing.claim, tried)
    series = fetch("claim_series", **asked["claim_series"])
    return Case(
        standing,
        rows_of(fetch("claim_verdict", **asked["claim_verdict"]))[0],
        rows_of(fetch("claim_reasons", **asked["claim_reasons"])),
        tried,
        _by_period(series, LINES),
        _by_period(series, AGENCY_LINES),
        {behind: rows for behind in GAPS if not (rows := _gap(series, behind)).empty},
        _of(series, "effect")[["period_end", "value", "lower_limit", "upper_limit"]],
        rows_of(fetch("claim_areas_used", **asked["claim_areas_used"])),
        {question: how(question, **given) for question, given in asked.items()},
    )


@lru_cache(maxsize=200)
def _offered(published: Published, standing: Standing, indicator_id: str | None) -> Offered:
    panel = fetch("claim_panel", **asked_of(standing.claim, Tried(indicator_id=indicator_id)))
    own = panel[panel["measure"] == "outcome"]
    periods = own.dropna(subset=["period_start"]).drop_duplicates("period_start")
    return Offered(
        rows_of(periods[["period_start", "period_label", "is_after"]]),
        rows_of(own.drop_duplicates("area_code")[["area_code", "area_name", "part", "reason"]]),
    )


def _by_period(series: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """A row a period with a column a line; several areas together are their mean."""
    found = series[series["series"].isin(columns)]
    keys = ["period_end", "period_label", "is_after"]
    lines = found.assign(line=found["series"].map(columns)).groupby([*keys, "line"])["value"]
    table = lines.mean().unstack("line").reindex(columns=["actual", "expected", "beside"])
    return table.reset_index().sort_values("period_end", ignore_index=True)


def _gap(series: pd.DataFrame, behind: str) -> pd.DataFrame:
    """The claim's own gap and the lines behind it; nothing where there are none of these."""
    own, others = _of(series, "gap"), _of(series, behind)
    if behind and others.empty:
        return others
    rows = pd.concat([own.assign(line="gap"), others.assign(line="behind")], ignore_index=True)
    named = rows.rename(columns={"area_name": "name"})
    return named[["line", "name", "period_end", "period_label", "value"]]


def _of(series: pd.DataFrame, name: str) -> pd.DataFrame:
    return series[series["series"] == name]
