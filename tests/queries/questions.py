"""Every question with what a row of it is, and parameters to ask it of the bundled sample."""

from __future__ import annotations

from datetime import date

from data.workspace import BUNDLED, open_workspace
from tests.data.register.drafting import rule, years

SAMPLE = open_workspace(BUNDLED)
HOME, WARD = SAMPLE.home_area, "E05000304"
HERE = {"area_code": HOME, "comparator_code": "E12000007", "today": date(2009, 7, 31)}
AT_HOME = {"area_code": HOME, "today": HERE["today"]}
YEAR = {"period_start": date(2007, 4, 1), "period_end": date(2008, 3, 31)}
JUNE = {"period_start": date(2009, 6, 1), "period_end": date(2009, 6, 30)}
WARDS = {"indicator_id": "QOL10", "area_codes": (WARD, "E05000285", HOME)}
HARROW_WARDS = tuple(f"E05000{number}" for number in range(285, 306))
ANY = {"collection": None, "theme": None, "partner": None}
# question: (words of its grain, the columns that name a row)
GRAIN: dict[str, tuple[str, list[str]]] = {
    "area_funnel": ("one row per area", ["area_code"]),
    "area_funnel_limits": (
        "one row per level, side and denominator",
        ["level", "side", "denominator"],
    ),
    "area_indicators": ("one row per indicator", ["indicator_id"]),
    "area_inequality": (
        "one row per period and fifth",
        ["period_start", "period_end", "fifth"],
    ),
    "area_periods": ("one row per period", ["period_start", "period_end"]),
    "area_scope": ("one row per parent and area type", ["parent_code", "area_type"]),
    "area_statuses": ("one row per area", ["area_code"]),
    "area_trail": ("one row per area", ["area_code"]),
    "area_trends": ("one row per area and period", ["area_code", "period_start", "period_end"]),
    "area_values": ("one row per area", ["area_code"]),
    "areas": ("one row per area", ["area_code"]),
    "areas_shown": ("one row per area", ["area_code"]),
    "bench_benchmarks": ("one row", []),
    "bench_figures": ("one row", []),
    "bench_forecast": ("one row per method and period", ["method", "period_end"]),
    "bench_peers": ("one row per area", ["area_code"]),
    "bench_periods": ("one row per period", ["period_start", "period_end"]),
    "bench_replay": ("one row per period", ["period_start", "period_end"]),
    "bench_subject": ("one row", []),
    "catalogue": ("one row per indicator", ["indicator_id"]),
    "choices": ("one row per indicator", ["indicator_id"]),
    "claim_areas_used": ("one row per area", ["area_code"]),
    "claim_candidates": ("one row per area", ["area_code"]),
    "claim_panel": (
        "one row per measure, area and period",
        ["measure", "area_code", "period_start", "period_end"],
    ),
    "claim_reasons": ("one row per check", ["name"]),
    "claim_series": (
        "one row per series, area and period",
        ["series", "area_code", "period_start", "period_end"],
    ),
    "claim_verdict": ("one row", []),
    "department_results": (
        "one row per indicator and department",
        ["indicator_id", "department_code"],
    ),
    "department_scorecard": ("one row per indicator", ["indicator_id"]),
    "department_status": ("one row per department", ["department_code"]),
    "dimension_scores": ("one row per round and dimension", ["round_id", "dimension"]),
    "expected_results": (
        "one row per indicator and period",
        ["indicator_id", "period_start", "period_end"],
    ),
    "framework_by_aim": ("one row per aim and step", ["step", "aim_id"]),
    "framework_by_collection": ("one row per collection and step", ["collection", "step"]),
    "framework_indicators": ("one row per indicator", ["indicator_id"]),
    "framework_next": ("one row per partner and item", ["partner", "item"]),
    "framework_steps": ("one row per indicator", ["indicator_id"]),
    "framework_summary": ("one row", []),
    "freshness": ("one row per collection", ["collection"]),
    "group_figures": (
        "one row per subject, is_item, kind and name",
        ["subject", "is_item", "kind", "name"],
    ),
    "group_scores": ("one row per dimension, kind and name", ["dimension", "kind", "name"]),
    "indicator_breakdowns": (
        "one row per breakdown type and breakdown",
        ["breakdown_type", "breakdown"],
    ),
    "indicator_comparators": ("one row per area", ["area_code"]),
    "indicator_coverage": ("one row per area type", ["area_type"]),
    "indicator_departments": ("one row per department", ["department_code"]),
    "indicator_events": ("one row per event or break", ["event_date", "title", "description"]),
    "indicator_forecast": ("one row per method and period", ["method", "period_end"]),
    "indicator_periods": ("one row per period", ["period_start", "period_end"]),
    "indicator_result": ("one row", []),
    "indicator_signals": ("one row per period", ["period_start", "period_end"]),
    "indicator_trend": ("one row per area and period", ["area_code", "period_start", "period_end"]),
    "indicator_uses": ("one row per use", ["kind", "use_id"]),
    "item_categories": ("one row per item and label", ["item_id", "label"]),
    "item_group_scores": ("one row per item, kind and name", ["item_id", "kind", "name"]),
    "item_scores": ("one row per item", ["item_id"]),
    "late_results": ("one row per indicator", ["indicator_id"]),
    "movement_by_achievement_area": ("one row per area of achievement", ["achievement_area"]),
    "movement_by_theme": ("one row per theme", ["theme"]),
    "movements": ("one row per indicator", ["indicator_id"]),
    "perception_gaps": ("one row per dimension and kind", ["dimension", "kind"]),
    "published_targets": ("one row per period", ["period_start", "period_end"]),
    "questionnaires": ("one row per questionnaire", ["questionnaire_id"]),
    "reliability": ("one row per dimension", ["dimension"]),
    "reliability_items": ("one row per item", ["item_id"]),
    "reporting_calendar": (
        "one row per indicator and period",
        ["indicator_id", "period_start", "period_end"],
    ),
    "reporting_months": ("one row per partner and month", ["partner", "month_start"]),
    "reporting_summary": ("one row", []),
    "response_rates": ("one row per round, kind and name", ["round_id", "kind", "name"]),
    "results": ("one row per indicator", ["indicator_id"]),
    "round_comments": ("one row per comment", ["place"]),
    "rounds": ("one row per round", ["round_id"]),
    "rules_beside": ("one row per period", ["period_start", "period_end"]),
    "scorecard": ("one row per indicator", ["indicator_id"]),
    "scorecard_summary": ("one row", []),
    "shared_measures": (
        "one row per shared measure and indicator",
        ["shared_measure", "indicator_id"],
    ),
    "status_by_achievement_area": (
        "one row per area of achievement and status",
        ["achievement_area", "status"],
    ),
    "status_by_theme": ("one row per theme and status", ["theme", "status"]),
    "status_changes": ("one row per indicator", ["indicator_id"]),
    "status_flips": (
        "one row per indicator, area and period",
        ["indicator_id", "area_code", "period_start", "period_end"],
    ),
}
THEMES = {**HERE, "themes": SAMPLE.themes}
PLACES = {**WARDS, **YEAR, "parent_code": HOME, "focus_code": WARD}
EMPLOYMENT = {"indicator_id": "QOL11", "area_code": HOME}
PLAIN = {
    "is_screened": False,
    "rebase_date": date(2003, 4, 1),
    "is_across": False,
    "ignores_season": False,
}
TRIED = {
    **EMPLOYMENT,
    **PLAIN,
    "baseline_chosen": "window_mean",
    "baseline_width": 2,
    "baseline_value": 73.0,
    "first_target": 74.0,
    "first_level": 73.0,
}
NEIGHBOURS = (HOME, "E09000003", "E09000004", "E09000005", "E09000009", "E09000010", "E09000017")
AIMED = {"target_value": 76.0, "target_end": date(2012, 3, 31)}
SUPPOSED = rule(
    **EMPLOYMENT, periods=years(2004, 6), start=72.0, end=78.0, effective_from=date(2009, 4, 1)
)
QUESTIONNAIRE = {"questionnaire_id": "partnership_working"}
ROUND = {"round_id": "partnership_working-2008"}
CLAIM = {
    "design": "synthetic_control",
    "indicator_id": "BV128",
    "area_code": HOME,
    "start_date": date(2006, 5, 1),
    "window_start": date(2001, 7, 1),
    "area_codes": tuple(f"E090000{number:02}" for number in range(1, 34)),
    "treated_codes": (),
    "donor_codes": (),
    "left_out_codes": ("E09000026",),
    "left_out_reasons": ("A scheme of its own",),
    "chosen_out_codes": ("E09000001",),
    "agency_indicator_id": "MPS02",
    "agency_area_code": None,
}
SAMPLED: dict[str, dict[str, object]] = {
    "area_funnel": PLACES,
    "area_funnel_limits": PLACES,
    "area_indicators": {},
    "area_inequality": {
        "indicator_id": "QOL10",
        "area_codes": (*HARROW_WARDS, HOME),
        "parent_code": HOME,
        "deprivation_id": SAMPLE.deprivation,
        **YEAR,
    },
    "area_periods": WARDS,
    "area_scope": {"indicator_id": "QOL10", "area_code": HOME, "area_types": SAMPLE.area_types},
    "area_statuses": {"indicator_id": "BV126", "area_codes": (WARD, HOME), **JUNE},
    "area_trail": {"area_code": WARD},
    "area_trends": {**WARDS, "parent_code": HOME, "focus_code": WARD, "compared_code": None},
    "area_values": PLACES,
    "areas": {},
    "areas_shown": {"parent_code": HOME, "area_type": "ward"},
    "bench_benchmarks": {
        "indicator_id": "QOL11",
        "area_codes": NEIGHBOURS,
        "whole_code": "E92000001",
    },
    "bench_figures": {**TRIED, "target_value": 76.0},
    "bench_forecast": {
        **EMPLOYMENT,
        **AIMED,
        "target_start": date(2011, 4, 1),
        "is_across": False,
    },
    "bench_peers": {"indicator_id": "QOL11", "area_codes": NEIGHBOURS, "months": 36},
    "bench_periods": {**EMPLOYMENT, "is_across": False},
    "bench_replay": TRIED,
    "bench_subject": {**EMPLOYMENT, "group_id": SAMPLE.comparator_group},
    "catalogue": {"search_text": "crime", **ANY},
    "choices": {},
    "claim_areas_used": CLAIM,
    "claim_candidates": {
        "area_code": HOME,
        "treated_codes": HARROW_WARDS[:3],
        "donor_codes": (),
        "left_out_codes": (WARD,),
        "agency_area_code": "E09000003",
    },
    "claim_panel": CLAIM,
    "claim_reasons": CLAIM,
    "claim_series": CLAIM,
    "claim_verdict": {**CLAIM, "people_per": 1.0},
    "department_results": {"area_code": HOME, "department_code": None},
    "department_scorecard": {
        **HERE,
        "department_code": None,
        "partner": "Harrow Council",
    },
    "department_status": {**HERE, "partner": None},
    "dimension_scores": {**QUESTIONNAIRE, "is_finite": False},
    "expected_results": AT_HOME,
    "framework_by_aim": {**AT_HOME, **ANY},
    "framework_by_collection": {**AT_HOME, **ANY},
    "framework_indicators": {**AT_HOME, **ANY, "step": None},
    "framework_next": {**AT_HOME, **ANY},
    "framework_steps": AT_HOME,
    "framework_summary": {**AT_HOME, **ANY},
    "freshness": HERE,
    "group_figures": ROUND,
    "group_scores": {**ROUND, "is_finite": True},
    "indicator_breakdowns": {"indicator_id": "QOL16", "area_code": HOME},
    "indicator_comparators": {
        "indicator_id": "QOL11",
        "area_code": HOME,
        "comparator_codes": SAMPLE.comparators,
        "group_id": SAMPLE.comparator_group,
    },
    "indicator_coverage": {"indicator_id": "QOL10"},
    "indicator_departments": {"indicator_id": "BV12", "area_code": HOME},
    "indicator_events": {"indicator_id": "BV127a", "area_code": HOME},
    "indicator_forecast": {"indicator_id": "BV126", "area_code": HOME, "is_across": False},
    "indicator_periods": {"indicator_id": "BV126", "area_code": HOME, "is_across": False},
    "indicator_result": {**HERE, "indicator_id": "BV126"},
    "indicator_signals": {
        "indicator_id": "VP32",
        "area_code": HOME,
        "is_screened": False,
        "rebase_date": date(2006, 4, 1),
        "is_across": False,
        "ignores_season": False,
    },
    "indicator_trend": {"indicator_id": "BV126", "area_codes": (HOME, "E12000007", "E92000001")},
    "indicator_uses": {"indicator_id": "BV126"},
    "item_categories": ROUND,
    "item_group_scores": {**ROUND, "dimension": "People"},
    "item_scores": {**ROUND, "is_finite": False},
    "late_results": HERE,
    "movement_by_achievement_area": HERE,
    "movement_by_theme": THEMES,
    "movements": {**HERE, "most": 6},
    "perception_gaps": ROUND,
    "published_targets": {"indicator_id": "BV126", "area_code": HOME},
    "questionnaires": {},
    "reliability": ROUND,
    "reliability_items": ROUND,
    "reporting_calendar": {**AT_HOME, **ANY, "indicator_id": None},
    "reporting_months": {**AT_HOME, **ANY},
    "reporting_summary": {**AT_HOME, **ANY},
    "response_rates": QUESTIONNAIRE,
    "results": HERE,
    "round_comments": ROUND,
    "rounds": QUESTIONNAIRE,
    "rules_beside": {
        "indicator_id": "BV126",
        "area_code": HOME,
        "supposing": rule(indicator_id="BV126", area_code=HOME, start=1.8, end=1.2),
    },
    "scorecard": {
        **HERE,
        **ANY,
        "status": None,
        "search_text": None,
        "measured_only": False,
    },
    "scorecard_summary": HERE,
    "shared_measures": HERE,
    "status_by_achievement_area": HERE,
    "status_by_theme": THEMES,
    "status_changes": HERE,
    "status_flips": {**EMPLOYMENT, "supposing": SUPPOSED},
}
