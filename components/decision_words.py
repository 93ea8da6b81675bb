"""Decisions as a reader has them: what each is called, and its cells in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import sentences, tables
from components.records import records

KINDS = {
    "approved": "Target approved",
    "rejected": "Proposal rejected",
    "withdrawn": "Proposal withdrawn",
    "claim_approved": "Claim approved",
    "claim_rejected": "Claim rejected",
    "claim_withdrawn": "Claim withdrawn",
    "claim_end_approved": "Claim ended",
    "claim_end_rejected": "End of a claim rejected",
    "claim_end_withdrawn": "End of a claim withdrawn",
    "thread_approved": "Thread changed",
    "thread_rejected": "Edit of the thread rejected",
    "thread_withdrawn": "Edit of the thread withdrawn",
    "record_approved": "Record chosen",
    "record_rejected": "Choice of a record rejected",
    "record_withdrawn": "Choice of a record withdrawn",
    "action_added": "Action put into the plan",
    "action_changed": "Action changed",
    "acknowledged": "Breach acknowledged",
    "text_withdrawn": "Text withdrawn",
    "round_made": "Round made",
    "round_issued": "Links issued",
    "round_recalled": "Links withdrawn",
    "round_exchanged": "Link exchanged",
    "round_changed": "Round changed",
    "round_closed": "Round closed early",
    "round_published": "Round published",
    "definitions": "Definition changed",
    "document": "Principles changed",
    "role": "Role given",
}
NUMBERED = tuple(
    kind
    for kind in KINDS
    if kind.startswith(("claim_", "thread_", "record_", "round_", "action_", "ack", "text_"))
)
ROLES = {"viewer": "viewer", "working_group": "working group", "approver": "approver"}
COLUMNS = {
    "decided_on": "Date",
    "kind": "Decision",
    "what": "What",
    "who": "Who",
    "why": "Why",
    "indicator_name": "Indicator",
    "area_name": "Area",
    "partner": "Partner",
}


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """Decisions as a reader has them."""
    named = rows.assign(what=[_what(row) for row in records(rows)], kind=rows["kind"].map(KINDS))
    return tables.filled(named[list(COLUMNS)]).rename(columns=COLUMNS)


def _what(row: Mapping[str, Any]) -> str:
    subject, detail = row["subject"], row["detail"]
    if row["kind"] == "definitions":
        counts = ", ".join(f"{count:,} {kind}" for kind, count in detail.items())
        return f"{sentences.capital(subject)}: {counts}"
    if row["kind"] == "role":
        return f"{subject}: {ROLES[detail]}"
    if row["kind"] == "round_exchanged":
        return f"{subject}, number {detail}"
    if row["kind"] == "document" or row["kind"] in NUMBERED:
        return f"{subject}, version {detail}"
    became = "" if pd.isna(detail) else f", version {detail} of the rule"
    return f"Proposal {subject}{became}"
