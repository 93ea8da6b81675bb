"""Monthly series as rows, and their charts and icons as the SQL answers."""

from __future__ import annotations

from datetime import date

TREND = "from xmr('series', $is_screened, baseline_points := $baseline_points) order by all"
ICON = """
    with charted as (from xmr('series', $is_screened, baseline_points := $baseline_points))
    from xmr_latest('charted') order by all
"""


def month(number: int) -> date:
    return date(2020 + number // 12, number % 12 + 1, 1)


def series(values, name="a", polarity="higher", target=None, rebases=()):
    """Rows of one monthly series; `rebases` are positions at which limits begin anew."""
    return [
        {
            "series": name,
            "period": month(position),
            "value": None if value is None else float(value),
            "is_rebase": position in rebases,
            "polarity": polarity,
            "target": target,
        }
        for position, value in enumerate(values)
    ]


def chart(ask, rows, is_screened=True, baseline_points=None):
    choices = {"is_screened": is_screened, "baseline_points": baseline_points}
    return ask(TREND, choices, series=rows)


def latest(ask, rows, is_screened=True, baseline_points=None):
    choices = {"is_screened": is_screened, "baseline_points": baseline_points}
    return ask(ICON, choices, series=rows)
