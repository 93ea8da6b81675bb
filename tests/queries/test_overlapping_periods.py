"""Rolling periods: neighbouring values share what was counted, so that no chart is made of them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from queries import fetch
from tests.queries.cases import ASKED
from tests.queries.workspaces import serving, workspace

CHANCE = random.Random(4)  # noqa: S311 noise, not a secret


def month_after(number: int) -> date:
    """First day of the month so many after January 2000."""
    return date(2000 + number // 12, number % 12 + 1, 1)


def rolling(length: int, *, day_shared: bool = False) -> list[dict[str, object]]:
    """Sixty values of pure chance, each of so many months, one a month."""
    noise = [CHANCE.gauss(100, 10) for _ in range(60 + length)]
    return [
        {
            "period_start": month_after(at),
            "period_end": month_after(at + length) - timedelta(days=0 if day_shared else 1),
            "period_label": f"{length} months from {month_after(at):%b %Y}",
            "value": sum(noise[at : at + length]),
        }
        for at in range(60)
    ]


ROWS = {"YEARS": rolling(12), "MONTHS": rolling(1), "SHARED": rolling(1, day_shared=True)}


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    made = workspace(
        tmp_path_factory.mktemp("rolling"),
        [{"indicator_id": name, **row} for name, rows in ROWS.items() for row in rows],
        indicators=[
            {"indicator_id": name, "frequency": "monthly", "method": "mean"} for name in ROWS
        ],
    )
    with serving(made):
        yield


@pytest.mark.parametrize(
    ("name", "reason", "basis"),
    [
        ("YEARS", "overlapping_periods", None),
        ("MONTHS", None, "control_chart"),
        ("SHARED", None, "control_chart"),
    ],
)
def test_rolling_years_are_not_tested(name, reason, basis):
    (row,) = fetch("indicator_result", indicator_id=name, **ASKED).to_dict("records")

    told = [row[word] for word in ("chart_reason", "movement_basis")]
    assert [None if word != word else word for word in told] == [reason, basis]  # noqa: PLR0124
    assert (row["movement"] == "too_few_points") == (basis is None)


def test_their_chart_has_no_limits_and_says_why():
    rows = fetch(
        "indicator_signals",
        indicator_id="YEARS",
        area_code="H",
        is_screened=False,
        rebase_date=None,
        is_across=False,
        ignores_season=False,
    )

    assert set(rows["chart_reason"]) == {"overlapping_periods"}
    assert rows[["mean", "lower_limit", "point_type", "assurance"]].isna().all(axis=None)
    assert set(rows["signal"]) == {"none"}
