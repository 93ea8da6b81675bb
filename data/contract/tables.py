"""The published tables: every column, its type, and what it may hold.

Source: the rules were agreed with the partnership; area codes are ONS/GSS codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

COLLECTIONS = (
    "vitality_profiles",
    "quality_of_life",
    "lpsa",
    "best_value",
    "community_cohesion",
    "partner_indicators",
)
ACHIEVEMENT_AREAS = ("outcomes", "partnership_working", "added_value")
POLARITIES = ("higher", "lower", "none")
METHODS = ("proportion", "rate", "mean", "count", "score")
FREQUENCIES = (
    "weekly",
    "monthly",
    "quarterly",
    "four_monthly",
    "annual",
    "biennial",
    "triennial",
    "four_yearly",
    "census",
    "survey",
    "irregular",
)
CLAIM_DESIGNS = ("synthetic_control", "difference_in_differences", "interrupted_series")
CLAIM_STATUSES = ("proposed", "approved")
STEP_KINDS = ("action", "output", "intermediate", "outcome")
STRENGTHS = ("strong", "moderate", "weak", "none")
AREA_PARTS = ("treated", "donor", "left_out")
SPEAKERS = ("resident", "front_line", "partner")
LONGEST_SAID = 2_000  # letters of what people say of an indicator or of the thread
ACTION_STATUSES = ("planned", "under_way", "done", "stopped")
CHANGE_UNITS = ("percent", "points")
# What a value can carry beside its number. The first four stand in for a number that is not there.
ABSENT_NOTES = ("suppressed", "missing", "not_collected", "not_applicable")
VALUE_NOTES = (
    *ABSENT_NOTES,
    "provisional",
    "estimated",
    "projected",
    "revised",
    "partial_period",
    "break_in_series",
    "low_base",
)

TEXT, WHOLE, NUMBER, DATE, FLAG = (
    pa.string(),
    pa.int32(),
    pa.float64(),
    pa.date32(),
    pa.bool_(),
)
SQL_TYPES = {TEXT: "varchar", WHOLE: "integer", NUMBER: "double", DATE: "date", FLAG: "boolean"}


@dataclass(frozen=True)
class Column:
    """One column of a published table: its type, whether it may be empty, what it may hold.

    `default` is what is read where it is empty, and in data from before there was such a column;
    None where nothing is.
    """

    name: str
    type: pa.DataType = TEXT
    is_required: bool = True
    allowed: tuple[str, ...] = ()
    default: Any = None


@dataclass(frozen=True)
class Table:
    """One published table: its columns in order and the columns that together name a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    partition_by: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema, in column order; all fields nullable because Parquet writers differ."""
        return pa.schema([(column.name, column.type) for column in self.columns])

    @property
    def column_names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    def whole(self, rows: pa.Table) -> pa.Table:
        """Rows with the columns that came later, as they are where nobody said."""
        for column in self.columns:
            if column.default is not None and column.name not in rows.column_names:
                given = pa.repeat(pa.scalar(column.default, column.type), rows.num_rows)
                rows = rows.append_column(column.name, given)
        return rows


def _optional(name: str, kind: pa.DataType = TEXT, allowed: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, is_required=False, allowed=allowed)


OBSERVATIONS = Table(
    "observations",
    (
        Column("collection"),
        Column("indicator_id"),
        Column("area_code"),
        _optional("department_code"),
        Column("breakdown_type"),
        Column("breakdown"),
        Column("period_start", DATE),
        Column("period_end", DATE),
        Column("period_label"),
        _optional("value", NUMBER),
        _optional("numerator", NUMBER),
        _optional("denominator", NUMBER),
        _optional("lower_limit", NUMBER),
        _optional("upper_limit", NUMBER),
        _optional("value_note", allowed=VALUE_NOTES),
        Column("source_id"),
        Column("batch_id"),
    ),
    key=(
        "indicator_id",
        "area_code",
        "department_code",
        "breakdown_type",
        "breakdown",
        "period_start",
        "period_end",
    ),
    partition_by=("collection",),
)

REFERENCE = {
    table.name: table
    for table in (
        Table(
            "indicators",
            (
                Column("indicator_id"),
                Column("name"),
                Column("definition"),
                _optional("numerator"),
                _optional("denominator"),
                Column("unit"),
                Column("decimals", WHOLE),
                Column("polarity", allowed=POLARITIES),
                Column("frequency", allowed=FREQUENCIES),
                Column("achievement_area", allowed=ACHIEVEMENT_AREAS),
                Column("block"),
                Column("theme"),
                Column("collection"),
                Column("partner"),
                _optional("department_code"),
                Column("method", allowed=METHODS),
                Column("multiplier", NUMBER),
                Column("small_number_threshold", WHOLE),
                Column("publication_lag_days", WHOLE),
                Column("source"),
                _optional("caveats"),
                _optional("review_date", DATE),
                _optional("shared_measure"),
                Column("framework_step", WHOLE),
                Column("is_scorecard", FLAG),
                # A number, or a share of some, that is in a state: the same ones may be counted in
                # one period after another, so that sums over periods mean nothing.
                Column("is_stock", FLAG, is_required=False, default=False),
            ),
            key=("indicator_id",),
        ),
        Table(
            "areas",
            (
                Column("area_code"),
                Column("name"),
                Column("area_type"),
                _optional("parent_code"),
                _optional("valid_from", DATE),
                _optional("valid_to", DATE),
                _optional("hex_column", WHOLE),
                _optional("hex_row", WHOLE),
                _optional("population", NUMBER),
            ),
            key=("area_code",),
        ),
        Table(
            "departments",
            (
                Column("department_code"),
                Column("name"),
                Column("kind"),
                _optional("parent_code"),
                Column("partner"),
                _optional("head_role"),
            ),
            key=("department_code",),
        ),
        Table(
            "thread_nodes",
            (
                Column("node_id"),
                Column("level_number", WHOLE),
                Column("level"),
                Column("title"),
                _optional("owner"),
                _optional("origin"),
            ),
            key=("node_id",),
        ),
        Table(
            "thread_links",
            (Column("child_id"), Column("parent_id")),
            key=("child_id", "parent_id"),
        ),
        Table(
            "thread_indicators",
            (Column("node_id"), Column("indicator_id")),
            key=("node_id", "indicator_id"),
        ),
        Table(
            "events",
            (
                Column("event_id"),
                Column("event_date", DATE),
                Column("title"),
                Column("kind"),
                Column("scope"),
                _optional("description"),
                _optional("origin"),
            ),
            key=("event_id",),
        ),
        Table(
            "event_indicators",
            (Column("event_id"), Column("indicator_id")),
            key=("event_id", "indicator_id"),
        ),
        Table(
            "comparators",
            (
                Column("group_id"),
                Column("group_name"),
                Column("area_code"),
                _optional("rank", WHOLE),
                _optional("origin"),
            ),
            key=("group_id", "area_code"),
        ),
        Table(
            "questionnaire_items",
            (
                Column("questionnaire_id"),
                Column("item_id"),
                Column("dimension"),
                Column("position", WHOLE),
                Column("text"),
                Column("is_negative", FLAG),
                Column("scale_minimum", WHOLE),
                Column("scale_maximum", WHOLE),
                Column("has_not_applicable", FLAG),
                _optional("origin"),
            ),
            key=("questionnaire_id", "item_id"),
        ),
        # A group of fewer respondents than minimum_group is never shown, nor a category that was
        # chosen by fewer than smallest_count.
        Table(
            "questionnaire_rounds",
            (
                Column("round_id"),
                Column("questionnaire_id"),
                Column("title"),
                Column("opens_date", DATE),
                Column("closes_date", DATE),
                Column("minimum_group", WHOLE),
                Column("smallest_count", WHOLE),
                _optional("origin"),
            ),
            key=("round_id",),
        ),
        Table(
            "questionnaire_invitations",
            (
                Column("round_id"),
                Column("organisation"),
                Column("respondent_group"),
                Column("invited", WHOLE),
            ),
            key=("round_id", "organisation", "respondent_group"),
        ),
        # One row an item that a respondent answered, null for not applicable; none when left out.
        # What single people said: no page, export or cache ever holds these rows.
        Table(
            "questionnaire_answers",
            (
                Column("round_id"),
                Column("response_id"),
                Column("organisation"),
                Column("respondent_group"),
                Column("item_id"),
                _optional("answer", WHOLE),
            ),
            key=("round_id", "response_id", "item_id"),
        ),
        # Not tied to a response, an organisation or a group.
        Table(
            "questionnaire_comments",
            (
                Column("round_id"),
                Column("comment_id"),
                Column("dimension"),
                Column("comment"),
            ),
            key=("round_id", "comment_id"),
        ),
        Table(
            "series_breaks",
            (
                Column("indicator_id"),
                _optional("area_code"),
                Column("break_date", DATE),
                Column("reason"),
            ),
            key=("indicator_id", "area_code", "break_date"),
        ),
        Table(
            "targets",
            (
                Column("indicator_id"),
                Column("area_code"),
                Column("period_start", DATE),
                Column("period_end", DATE),
                _optional("baseline_value", NUMBER),
                _optional("baseline_label"),
                Column("target_value", NUMBER),
                _optional("intervention_level", NUMBER),
                _optional("approved_by"),
                _optional("approved_date", DATE),
            ),
            key=("indicator_id", "area_code", "period_start", "period_end"),
        ),
        # A claim of added value: what several partners say that they achieved together. people_per
        # is how many people one unit of the indicator is, where its denominators do not say.
        Table(
            "claims",
            (
                Column("claim_id"),
                Column("title"),
                Column("initiative"),
                Column("indicator_id"),
                Column("area_code"),
                Column("start_date", DATE),
                Column("design", allowed=CLAIM_DESIGNS),
                _optional("window_start", DATE),
                _optional("agency_partner"),
                _optional("agency_indicator_id"),
                _optional("agency_area_code"),
                _optional("people_per", NUMBER),
                Column("status", allowed=CLAIM_STATUSES),
                _optional("approved_by"),
                _optional("approved_date", DATE),
                _optional("origin"),
            ),
            key=("claim_id",),
        ),
        # Costs in pounds; pooled is what each partner's cost holds of money that they share.
        Table(
            "claim_partners",
            (
                Column("claim_id"),
                Column("partner"),
                Column("contribution"),
                Column("is_necessary", FLAG),
                _optional("cost", NUMBER),
                _optional("pooled", NUMBER),
            ),
            key=("claim_id", "partner"),
        ),
        Table(
            "claim_steps",
            (
                Column("claim_id"),
                Column("position", WHOLE),
                Column("kind", allowed=STEP_KINDS),
                Column("text"),
                _optional("indicator_id"),
                _optional("evidence"),
                _optional("strength", allowed=STRENGTHS),
            ),
            key=("claim_id", "position"),
        ),
        # The treated areas within the claim's own, donors by name, and areas that are no donors.
        Table(
            "claim_areas",
            (
                Column("claim_id"),
                Column("area_code"),
                Column("part", allowed=AREA_PARTS),
                _optional("reason"),
            ),
            key=("claim_id", "area_code"),
        ),
        # What the partners agreed to do, by a post and a partner, never a named person. end_date is
        # when it is to end, or when it did; cost is in pounds.
        Table(
            "actions",
            (
                Column("action_id"),
                Column("title"),
                Column("owner_post"),
                Column("owner_partner"),
                Column("start_date", DATE),
                Column("end_date", DATE),
                Column("status", allowed=ACTION_STATUSES),
                _optional("cost", NUMBER),
                Column("agreed_date", DATE),
                _optional("origin"),
            ),
            key=("action_id",),
        ),
        Table(
            "action_nodes",
            (Column("action_id"), Column("node_id")),
            key=("action_id", "node_id"),
        ),
        # What an action is to change, by how much of what it was (percent) or in the indicator's
        # own unit (points), and by when; a fall has a minus.
        Table(
            "action_indicators",
            (
                Column("action_id"),
                Column("indicator_id"),
                Column("area_code"),
                _optional("expected_change", NUMBER),
                _optional("expected_unit", allowed=CHANGE_UNITS),
                _optional("expected_by_date", DATE),
            ),
            key=("action_id", "indicator_id", "area_code"),
        ),
        Table(
            "action_steps",
            (
                Column("action_id"),
                Column("position", WHOLE),
                Column("kind", allowed=STEP_KINDS),
                Column("text"),
                _optional("evidence"),
                _optional("strength", allowed=STRENGTHS),
            ),
            key=("action_id", "position"),
        ),
        # That a result at its intervention level was seen, by which post and when first.
        Table(
            "acknowledgements",
            (
                Column("indicator_id"),
                Column("area_code"),
                Column("period_start", DATE),
                Column("period_end", DATE),
                Column("acknowledged_date", DATE),
                Column("post"),
                _optional("note"),
            ),
            key=("indicator_id", "area_code", "period_start", "period_end"),
        ),
        # The story behind the curve: what an indicator's owner says of it up to a period. Posts and
        # partners speak, never people by their names.
        Table(
            "commentary",
            (
                Column("commentary_id"),
                Column("indicator_id"),
                Column("area_code"),
                Column("period_start", DATE),
                Column("period_end", DATE),
                Column("text"),
                Column("owner_post"),
                Column("owner_partner"),
                Column("written_date", DATE),
                _optional("version", WHOLE),
            ),
            key=("commentary_id",),
        ),
        # What people on the ground said of a node of the thread, and the node above it whose owner
        # can act, where it was passed on.
        Table(
            "feedback",
            (
                Column("feedback_id"),
                Column("node_id"),
                Column("from_group", allowed=SPEAKERS),
                Column("text"),
                Column("received_date", DATE),
                _optional("escalated_to"),
            ),
            key=("feedback_id",),
        ),
        # You said, we did: what was done about it, by which post, and by which action if by one.
        Table(
            "feedback_replies",
            (
                Column("reply_id"),
                Column("feedback_id"),
                Column("text"),
                Column("owner_post"),
                Column("owner_partner"),
                Column("done_date", DATE),
                _optional("action_id"),
            ),
            key=("reply_id",),
        ),
        # Written by every publish from the observations themselves: what is measured where.
        Table(
            "coverage",
            (
                Column("indicator_id"),
                Column("area_type"),
                Column("areas", WHOLE),
                Column("periods", WHOLE),
                Column("rows", WHOLE),
                Column("first_period_start", DATE),
                Column("last_period_end", DATE),
            ),
            key=("indicator_id", "area_type"),
        ),
        # Written by every publish too: on which day each batch first brought results for a period.
        # first_received_date is that of what the batch replaced, where it revised something; null
        # when that came before receipts were kept.
        Table(
            "receipts",
            (
                Column("indicator_id"),
                Column("area_type"),
                Column("period_start", DATE),
                Column("period_end", DATE),
                Column("batch_id"),
                Column("received_date", DATE),
                _optional("first_received_date", DATE),
            ),
            key=("indicator_id", "area_type", "period_start", "period_end", "batch_id"),
        ),
    )
}
TABLES = {"observations": OBSERVATIONS, **REFERENCE}
