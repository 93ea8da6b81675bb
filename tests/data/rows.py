"""Literal rows made whole: a test names what matters in a row, and the rest is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from data.contract import TABLES


def year(first: int) -> dict[str, object]:
    """A British financial year, such as 2008/09 for 2008."""
    return {
        "period_start": date(first, 4, 1),
        "period_end": date(first + 1, 3, 31),
        "period_label": f"{first}/{(first + 1) % 100:02}",
    }


FILLED: Mapping[str, Mapping[str, object]] = {
    "observations": {
        "collection": "vitality_profiles",
        "indicator_id": "A1",
        "area_code": "H",
        "breakdown_type": "all",
        "breakdown": "all",
        **year(2008),
        "value": 50.0,
        "source_id": "test",
        "batch_id": "1",
    },
    "indicators": {
        "indicator_id": "A1",
        "name": "Recycling",
        "definition": "Share of waste recycled.",
        "unit": "%",
        "decimals": 1,
        "polarity": "higher",
        "frequency": "annual",
        "achievement_area": "outcomes",
        "block": "Environment",
        "theme": "Enhancing the environment",
        "collection": "vitality_profiles",
        "partner": "Council",
        "method": "proportion",
        "multiplier": 100.0,
        "small_number_threshold": 0,
        "publication_lag_days": 60,
        "source": "Made for a test",
        "framework_step": 3,
        "is_scorecard": True,
    },
    "areas": {"area_code": "H", "name": "Home", "area_type": "borough"},
    "departments": {
        "department_code": "D1",
        "name": "Council",
        "kind": "partner",
        "partner": "Council",
    },
    "targets": {
        "indicator_id": "A1",
        "area_code": "H",
        "period_start": date(2008, 4, 1),
        "period_end": date(2009, 3, 31),
        "target_value": 60.0,
        "intervention_level": 40.0,
        "approved_by": "The board",
        "approved_date": date(2008, 1, 15),
    },
    "series_breaks": {
        "indicator_id": "A1",
        "break_date": date(2008, 4, 1),
        "reason": "Counted anew",
    },
    "claims": {
        "claim_id": "K1",
        "title": "More is recycled",
        "initiative": "One collection for the whole borough",
        "indicator_id": "A1",
        "area_code": "H",
        "start_date": date(2006, 10, 1),
        "design": "synthetic_control",
        "status": "approved",
        "approved_by": "The board",
        "approved_date": date(2008, 1, 15),
    },
    "claim_partners": {
        "claim_id": "K1",
        "partner": "Council",
        "contribution": "Collects",
        "is_necessary": True,
        "cost": 1000.0,
    },
    "claim_steps": {"claim_id": "K1", "position": 1, "kind": "action", "text": "Bins go out"},
    "claim_areas": {"claim_id": "K1", "area_code": "W1", "part": "treated"},
    "actions": {
        "action_id": "P1",
        "title": "Empty the bins weekly",
        "owner_post": "Head of waste services",
        "owner_partner": "Council",
        "start_date": date(2008, 4, 1),
        "end_date": date(2010, 3, 31),
        "status": "under_way",
        "agreed_date": date(2008, 3, 1),
    },
    "action_nodes": {"action_id": "P1", "node_id": "N1"},
    "action_indicators": {"action_id": "P1", "indicator_id": "A1", "area_code": "H"},
    "action_steps": {"action_id": "P1", "position": 1, "kind": "action", "text": "Bins go out"},
    "acknowledgements": {
        "indicator_id": "A1",
        "area_code": "H",
        **year(2008),
        "acknowledged_date": date(2009, 7, 1),
        "post": "Head of waste services",
    },
    "commentary": {
        "commentary_id": "S1",
        "indicator_id": "A1",
        "area_code": "H",
        "period_start": date(2008, 4, 1),
        "period_end": date(2009, 3, 31),
        "text": "Bins were late.",
        "owner_post": "Head of waste",
        "owner_partner": "Council",
        "written_date": date(2009, 5, 1),
    },
    "feedback": {
        "feedback_id": "F1",
        "node_id": "N1",
        "from_group": "resident",
        "text": "The bins are full.",
        "received_date": date(2009, 5, 1),
    },
    "feedback_replies": {
        "reply_id": "Y1",
        "feedback_id": "F1",
        "text": "They are emptied twice a week.",
        "owner_post": "Head of waste",
        "owner_partner": "Council",
        "done_date": date(2009, 6, 1),
    },
    "thread_nodes": {"node_id": "N1", "level_number": 1, "level": "Outcome", "title": "Clean"},
    "events": {
        "event_id": "E1",
        "event_date": date(2006, 5, 1),
        "title": "Blue bins",
        "kind": "service",
        "scope": "borough",
    },
    "questionnaire_items": {
        "questionnaire_id": "Q",
        "item_id": "L1",
        "dimension": "Leadership",
        "position": 1,
        "text": "We are led.",
        "is_negative": False,
        "scale_minimum": 1,
        "scale_maximum": 5,
        "has_not_applicable": True,
    },
    "questionnaire_rounds": {
        "round_id": "Q-2008",
        "questionnaire_id": "Q",
        "title": "2008",
        "opens_date": date(2008, 11, 1),
        "closes_date": date(2008, 11, 30),
        "minimum_group": 10,
        "smallest_count": 5,
    },
    "questionnaire_invitations": {
        "round_id": "Q-2008",
        "organisation": "Council",
        "respondent_group": "Board",
        "invited": 2,
    },
    "questionnaire_answers": {
        "round_id": "Q-2008",
        "response_id": "a",
        "organisation": "Council",
        "respondent_group": "Board",
        "item_id": "L1",
        "answer": 4,
    },
    "questionnaire_comments": {
        "round_id": "Q-2008",
        "comment_id": "c",
        "dimension": "Leadership",
        "comment": "Well led.",
    },
}


def table(name: str, *rows: Mapping[str, object]) -> pa.Table:
    """Typed rows of one contract table; what a row does not say is filled in, or null."""
    filled = [{**FILLED.get(name, {}), **row} for row in rows]
    return pa.Table.from_pylist(filled, schema=TABLES[name].schema)


def observations(*rows: Mapping[str, object]) -> pa.Table:
    """Typed observations: indicator A1, area H, 2008/09, 50.0, unless a row says otherwise."""
    return table("observations", *rows)
