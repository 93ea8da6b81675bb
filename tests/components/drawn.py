"""Every chart with the options the pages use, and where its stored spec lies.

A chart that was changed on purpose is stored anew by `python tests/components/drawn.py`; look at
the difference in git, and at the chart, before committing it.
"""

from __future__ import annotations

import json
from pathlib import Path

from components import charts
from components.charts import Drawing, Look
from components.framework_words import HEADINGS

SPECS = Path(__file__).parent / "specs"
DRAWINGS: dict[str, Drawing] = {
    "trend": charts.trend("%", decimals=1),
    "trend_with_everything": charts.trend(
        "per 1,000 residents", decimals=2, has_events=True, has_breaks=True, from_zero=True
    ),
    "trend_bare": charts.trend("count", decimals=0, has_limits=False, has_target=False),
    "control": charts.control("%", has_events=True, has_breaks=True, worse="below"),
    "control_bare": charts.control("count", decimals=0, has_limits=False, has_target=False),
    "ranked": charts.ranked("%", parent="Harrow", is_selectable=True),
    "ranked_bare": charts.ranked("%", has_limits=False),
    "ranked_compared": charts.ranked("per 1,000", parent="Harrow", has_comparison=True),
    "forest": charts.forest(),
    "funnel": charts.funnel("%", denominator="Residents", average="Harrow|11.4"),
    "funnel_not_judged": charts.funnel("per 1,000", decimals=0, is_judged=False),
    "fifths": charts.fifths("%"),
    "breakdown": charts.breakdown("%"),
    "numerator_denominator": charts.numerator_denominator("children vaccinated", "all children"),
    "small_multiples": charts.small_multiples("%"),
    "status_bars": charts.status_bars(is_selectable=True),
    "area_map": charts.area_map("%", has_names=True, has_comparison=True),
    "outlook": charts.outlook("%"),
    "bench": charts.bench("%"),
    "bench_bare": charts.bench("count", decimals=0, has_limits=False, has_trials=False),
    "comparators": charts.comparators("%"),
    "comparators_bare": charts.comparators("score", has_limits=False),
    "counterfactual": charts.counterfactual("per 1,000", decimals=2),
    "counterfactual_bare": charts.counterfactual("%", has_expected=False, height=220),
    "coverage": charts.coverage(tuple(HEADINGS.values()), group="aim"),
    "calendar": charts.calendar(),
    "gaps": charts.gaps("per 1,000", decimals=2),
    "gaps_bare": charts.gaps("", has_behind=False),
    "grid": charts.grid((40, 50, 60, 70), lines=2, letters=26),
    "grid_of_shares": charts.grid((30, 45, 60, 75), suffix="%", step=25),
    "line_of_sight": charts.line_of_sight(),
    "perceptions": charts.perceptions(),
    "round_scores": charts.round_scores(),
    "round_scores_of_one": charts.round_scores(is_one=True),
    "standings": charts.standings("Score, from 0 to 100"),
    "statements": charts.statements(),
    "statements_put_together": charts.statements(is_merged=True),
    "timeline": charts.timeline(),
}
LOOKS = {"light": Look("light"), "dark_presenting": Look("dark", is_presenting=True)}


def stored(name: str, look: str) -> Path:
    return SPECS / f"{name}_{look}.json"


def written(name: str, look: str) -> str:
    spec = DRAWINGS[name].spec(LOOKS[look])
    return json.dumps(spec, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SPECS.mkdir(exist_ok=True)
    for drawing in DRAWINGS:
        for look in LOOKS:
            stored(drawing, look).write_text(written(drawing, look), encoding="utf-8")
