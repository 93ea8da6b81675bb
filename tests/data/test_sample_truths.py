"""The truths planted in the sample are really in its data, by simple arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from data import releases
from data.sample.truths import Truth, planted
from data.workspace import BUNDLED, open_workspace
from tests.data.bundled import HOME, bundled, observations_of

# What holds an area, by how codes of its type begin.
AROUND = {"E05": HOME, "E09": "E12000007"}


def by_name(truth: Truth) -> str:
    return f"{truth.kind}-{truth.indicator_id}-{truth.area_code}"


def each(*kinds: str) -> pytest.MarkDecorator:
    found = [truth for kind in kinds for truth in planted(kind)]
    return pytest.mark.parametrize("truth", found, ids=by_name)


def series(indicator_id: str, area_code: str = HOME) -> pd.Series:
    """Values of a whole area by the start of the period."""
    rows = bundled("observations").query(
        "indicator_id == @indicator_id and area_code == @area_code and breakdown_type == 'all'"
    )
    rows = rows[rows["department_code"].isna()]
    return rows.set_index("period_start")["value"].sort_index()


def around(values: pd.Series, start: date, periods: int) -> tuple[float, float]:
    before, after = values[values.index < start], values[values.index >= start]
    return before.iloc[-periods:].mean(), after.iloc[:periods].mean()


@each("step", "effect")
def test_a_step_shows_in_the_years_beside_it(truth: Truth) -> None:
    before, after = around(series(truth.indicator_id, truth.area_code), truth.period_start, 12)

    assert after / before == pytest.approx(1 + truth.size, rel=0.2)


@each("local_step")
def test_a_local_step_shows_in_its_area_and_in_no_other(truth: Truth) -> None:
    values = series(truth.indicator_id, truth.area_code)
    count = 24 if len(values) > 40 else 8  # two years
    here, everywhere = (
        around(values, truth.period_start, count),
        around(series(truth.indicator_id, AROUND[truth.area_code[:3]]), truth.period_start, count),
    )

    change = here[1] / here[0] / (everywhere[1] / everywhere[0])
    chance = 0.2 if truth.area_code.startswith("E05") else 0.08  # a ward's few cases vary
    assert change == pytest.approx(1 + truth.size, abs=chance)


@each("outside")
def test_an_area_outside_of_all_others_is_below_them_in_every_year(truth: Truth) -> None:
    boroughs = bundled("areas").query("area_type == 'borough'")["area_code"]
    years = {
        code: series(truth.indicator_id, code).groupby(lambda day: day.year).mean()
        for code in boroughs
    }
    others = pd.DataFrame(years).drop(columns=truth.area_code)

    assert (years[truth.area_code] < others.min(axis=1)).all()


@each("rise")
def test_a_rise_has_come_a_year_later(truth: Truth) -> None:
    values = series(truth.indicator_id)
    before, _ = around(values, truth.period_start, 6)

    assert values.iloc[-1] / before > 1 + truth.size / 3


@each("trend")
def test_a_trend_runs_through_the_whole_series(truth: Truth) -> None:
    values = series(truth.indicator_id)
    years = values.groupby(np.arange(len(values)) // 12).mean()

    assert years.iloc[-1] / years.iloc[0] == pytest.approx(1 + truth.size, abs=0.12)
    assert np.corrcoef(years.index, years)[0, 1] < -0.95


@each("noise")
def test_noise_has_no_trend(truth: Truth) -> None:
    values = series(truth.indicator_id)
    years = values.groupby(np.arange(len(values)) // 12).mean()

    assert abs(np.polyfit(years.index, years, 1)[0]) < 2 * values.std() / np.sqrt(12)
    assert abs(np.corrcoef(values[1:], values[:-1])[0, 1]) < 0.35


@each("divergence")
def test_one_ward_leaves_the_others(truth: Truth) -> None:
    before, _ = around(series(truth.indicator_id, truth.area_code), truth.period_start, 24)
    rest_before, _ = around(series(truth.indicator_id), truth.period_start, 24)
    after = series(truth.indicator_id, truth.area_code).iloc[-24:].mean()
    rest_after = series(truth.indicator_id).iloc[-24:].mean()

    assert rest_after < rest_before
    assert (after / before) / (rest_after / rest_before) > 1 + truth.size / 2


@each("widening_gap", "narrowing_gap")
def test_the_gap_between_the_fifths_changes(truth: Truth) -> None:
    rows = bundled("observations").query(
        "indicator_id == @truth.indicator_id and breakdown_type == 'deprivation_fifth'"
    )
    fifths = rows.pivot(index="period_start", columns="breakdown", values="value")
    gap = fifths["1 most deprived"] - fifths["5 least deprived"]

    change = gap.iloc[-3:].mean() / gap.iloc[:3].mean()
    assert change > 1.25 if truth.size > 0 else change < 0.7


@each("break")
def test_a_break_is_noted_and_visible(truth: Truth) -> None:
    before, after = around(series(truth.indicator_id), truth.period_start, 2)
    breaks = bundled("series_breaks")

    assert note(truth) == "break_in_series"
    assert truth.indicator_id in set(breaks["indicator_id"])
    assert after < before * (1 + truth.size / 2)


def note(truth: Truth) -> object:
    rows = bundled("observations").query("indicator_id == @truth.indicator_id")
    at = (rows["period_start"] == truth.period_start) & (rows["area_code"] == truth.area_code)
    is_whole = (rows["breakdown_type"] == "all") & rows["department_code"].isna()
    return rows.loc[at & is_whole, "value_note"].item()


@each("provisional", "estimated", "projected", "partial_period", "missing", "low_base", "revised")
def test_a_value_says_what_it_is(truth: Truth) -> None:
    assert note(truth) == truth.kind


def at_release(truth: Truth, release: releases.Release) -> pd.Series:
    """The truth's value as that release holds it; empty where it holds none."""
    rows = observations_of(BUNDLED, release).to_pandas()
    rows = rows.query(
        "indicator_id == @truth.indicator_id and area_code == @truth.area_code"
        " and breakdown_type == 'all'"
    )
    return rows.loc[rows["period_start"] == truth.period_start, "value"]


@each("revised", "late")
def test_a_figure_changes_or_comes_in_its_release_and_not_before(truth: Truth) -> None:
    history = releases.history(BUNDLED)[::-1]
    days = [past.published_at.date() for past in history]
    arrival = next(number for number, day in enumerate(days) if day == truth.release)
    before, after = (at_release(truth, history[arrival - step]) for step in (1, 0))

    assert len(after) == 1
    if truth.kind == "late":
        assert len(before) == 0
    else:
        assert after.item() / before.item() == pytest.approx(1 + truth.size, rel=0.02)


@each("overdue")
def test_a_return_is_owed(truth: Truth) -> None:
    indicators = bundled("indicators").set_index("indicator_id")
    lag = timedelta(days=int(indicators.loc[truth.indicator_id, "publication_lag_days"]))

    assert all(start < truth.period_start for start in series(truth.indicator_id).index)
    assert truth.period_start + timedelta(days=91) + lag < open_workspace(BUNDLED).today


@each("suppressed")
def test_small_ward_counts_are_hidden_and_none_stands_alone(truth: Truth) -> None:
    rows = bundled("observations").query("indicator_id == @truth.indicator_id")
    wards = rows[rows["area_code"].str.startswith("E05")]
    shown = wards["numerator"].fillna(wards["value"]).dropna()
    hidden = wards[wards["value_note"] == "suppressed"].groupby("period_start").size()

    assert not shown.between(1, truth.size - 1).any()
    assert (hidden > 1).all()
    assert len(hidden) > 0


@each("not_reconciling")
def test_a_total_is_above_its_wards(truth: Truth) -> None:
    rows = bundled("observations").query("indicator_id == @truth.indicator_id")
    rows = rows[rows["period_start"] == truth.period_start].set_index("area_code")["value"]

    assert rows[HOME] - rows[rows.index.str.startswith("E05")].sum() == truth.size


@pytest.mark.parametrize(("one", "other"), [("LPSA09", "PCT01"), ("BV174", "CC07")])
def test_a_shared_measure_differs_between_its_two_collectors(one: str, other: str) -> None:
    first, second = series(one), series(other)
    shared = bundled("indicators").set_index("indicator_id")["shared_measure"]

    assert shared[one] == shared[other]
    if len(first) != len(second):  # a year against its twelve months
        years = [day.year - (day.month < 4) for day in second.index]
        second = second.groupby(years).sum()
        first = first.set_axis([day.year for day in first.index])
    assert (first != second.reindex(first.index)).all()


@each("on_target", "on_intervention_level")
def test_a_value_meets_its_target_or_level_exactly(truth: Truth) -> None:
    targets = bundled("targets").query("indicator_id == @truth.indicator_id")
    line = targets[targets["period_start"] == truth.period_start].iloc[0]
    column = "target_value" if truth.kind == "on_target" else "intervention_level"

    assert series(truth.indicator_id)[truth.period_start] == truth.size == line[column]


@each("zero")
def test_a_true_zero_is_a_value(truth: Truth) -> None:
    assert series(truth.indicator_id)[truth.period_start] == 0
    assert pd.isna(note(truth))
