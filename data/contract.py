"""The contract: every published table's columns, types and rules, and the check at the door.

Source: the rules were agreed with the partnership; area codes are ONS/GSS codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

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
BREAKDOWN_TYPES = (
    "all",
    "sex",
    "age_band",
    "ethnic_group",
    "disability",
    "deprivation_fifth",
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
    """One column of a published table: its type, whether it may be empty, what it may hold."""

    name: str
    type: pa.DataType = TEXT
    is_required: bool = True
    allowed: tuple[str, ...] = ()


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
            key=("item_id",),
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
    )
}
TABLES = {"observations": OBSERVATIONS, **REFERENCE}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one row: where, what, which rule, and how to mend it."""

    rule: str
    remedy: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    rows_affected: int = 1
    is_warning: bool = False

    def as_dict(self) -> dict[str, object]:
        """Plain values, for JSON."""
        return asdict(self)


@dataclass
class Verdict:
    """What the check found: faults that forbid publishing, and warnings that need a reason."""

    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """File a fault under errors or warnings."""
        (self.warnings if fault.is_warning else self.errors).append(fault)


class ContractError(ValueError):
    """Rows broke the contract; `faults` says where and how to mend each."""

    def __init__(self, table: str, faults: list[Fault]) -> None:
        """Keep the faults for whoever reports them."""
        self.table, self.faults = table, faults
        first = faults[0]
        super().__init__(
            f"{table}: {len(faults)} fault(s); first: {first.rule} "
            f"(column {first.column}, value {first.value!r}). {first.remedy}"
        )


def typed(table: Table, rows: pa.Table) -> pa.Table:
    """Rows cast to the table's schema, columns in order; absent optional columns become null.

    Raises ContractError naming the column that is missing or cannot be cast.
    """
    arrays = []
    for column in table.columns:
        if column.name not in rows.column_names:
            if column.is_required:
                raise ContractError(
                    table.name,
                    [
                        Fault(
                            "column missing", f"Supply the column {column.name}.", None, column.name
                        )
                    ],
                )
            arrays.append(pa.nulls(rows.num_rows, column.type))
            continue
        try:
            arrays.append(rows[column.name].cast(column.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise ContractError(
                table.name,
                [Fault("wrong type", f"Make it {column.type}: {error}", None, column.name)],
            ) from error
    return pa.table(arrays, schema=table.schema)


# Rules of one observation beyond types: (rule, column to show, condition that breaks it, remedy).
OBSERVATION_RULES = (
    (
        "the indicator is not in the indicators table",
        "indicator_id",
        "indicators.indicator_id is null",
        "Add the indicator's definition to the recipe or to the indicators table.",
    ),
    (
        "unknown area code",
        "area_code",
        "areas.area_code is null",
        "Use an area code that the areas table holds, or let the recipe leave this area out.",
    ),
    (
        "unknown department code",
        "department_code",
        "rows.department_code is not null and departments.department_code is null",
        "Use a department code that the departments table holds.",
    ),
    (
        "the period ends before it starts",
        "period_label",
        "rows.period_end < rows.period_start",
        "Correct the period, or the recipe's period pattern.",
    ),
    (
        "a value is missing and nothing says why",
        "value",
        "rows.value is null and coalesce(rows.value_note, '') not in "
        "('suppressed', 'missing', 'not_collected', 'not_applicable')",
        "Give a value, or a value note: suppressed, missing, not_collected or not_applicable.",
    ),
    (
        "a value is shown although its note says there is none",
        "value",
        "rows.value is not null and rows.value_note in "
        "('suppressed', 'missing', 'not_collected', 'not_applicable')",
        "Remove the value or the note.",
    ),
    (
        # It names a folder of files, and a number or a date there would change its type.
        "a collection is not a plain word",
        "collection",
        "not regexp_full_match(rows.collection, '[a-z][a-z0-9_]*')",
        "Use small letters, digits and underscores, a letter first.",
    ),
    (
        "the numerator is above its denominator",
        "numerator",
        "indicators.method = 'proportion' and rows.numerator > rows.denominator",
        "Check whether numerator and denominator are swapped or belong to different years.",
    ),
    (
        "a count below zero",
        "numerator",
        "indicators.method in ('proportion', 'rate')"
        " and (rows.numerator < 0 or rows.denominator < 0)",
        "A numerator and a denominator count things: give zero or more.",
    ),
    (
        "the denominator is zero",
        "denominator",
        "rows.denominator = 0 and rows.value is not null",
        "With nothing in the denominator there is no value: leave it empty as not_applicable.",
    ),
    (
        "the limits do not enclose the value",
        "value",
        "rows.value < rows.lower_limit or rows.value > rows.upper_limit",
        "Check the published confidence limits.",
    ),
)
# References between tables: (table, column, table it points into, column there).
LINKS = (
    ("indicators", "department_code", "departments", "department_code"),
    ("areas", "parent_code", "areas", "area_code"),
    ("departments", "parent_code", "departments", "department_code"),
    ("thread_links", "child_id", "thread_nodes", "node_id"),
    ("thread_links", "parent_id", "thread_nodes", "node_id"),
    ("thread_indicators", "node_id", "thread_nodes", "node_id"),
    ("thread_indicators", "indicator_id", "indicators", "indicator_id"),
    ("event_indicators", "event_id", "events", "event_id"),
    ("event_indicators", "indicator_id", "indicators", "indicator_id"),
    ("series_breaks", "indicator_id", "indicators", "indicator_id"),
    ("targets", "indicator_id", "indicators", "indicator_id"),
    ("targets", "area_code", "areas", "area_code"),
)
# Tables that say what lies in what: (table, child column, parent column).
TREES = (
    ("areas", "area_code", "parent_code"),
    ("departments", "department_code", "parent_code"),
    ("thread_links", "child_id", "parent_id"),
)
# Everything above each child; a circle is a child above itself. `union` ends where it repeats.
CIRCLES = """
with recursive above as (
    select child, parent from links
    union
    select above.child, links.parent from above inner join links on above.parent = links.child
)
select links.row_number, links.parent
from links
inner join above on links.parent = above.child and links.child = above.parent
order by links.row_number
"""
SHOWN = 20


def check(
    table: Table,
    rows: pa.Table,
    reference: Mapping[str, pa.Table],
    row_numbers: pa.ChunkedArray | pa.Array | None = None,
) -> Verdict:
    """What is wrong with typed rows of one table, at most SHOWN faults a rule.

    `reference` holds the other published tables by name; `row_numbers` the source's row for each
    row (default: 1, 2, 3 ...). An empty verdict means the rows may be published.
    """
    verdict = Verdict()
    numbers = pa.array(range(1, rows.num_rows + 1)) if row_numbers is None else row_numbers
    _check_columns(table, rows, numbers, verdict)
    with duckdb.connect() as connection:
        connection.register("rows", rows.append_column("row_number", numbers))
        for name in {"indicators", "areas", "departments"} | {target for *_, target, _ in LINKS}:
            source = rows if name == table.name else reference.get(name)
            connection.register(
                name, REFERENCE[name].schema.empty_table() if source is None else source
            )
        _check_key(table, connection, verdict)
        if table is OBSERVATIONS:
            _check_observations(connection, verdict)
        _check_links(table, connection, verdict)
    _check_circles(table, rows, numbers, verdict)
    return verdict


def _check_columns(table: Table, rows: pa.Table, numbers: pa.Array, verdict: Verdict) -> None:
    for column in table.columns:
        values = rows[column.name]
        if column.is_required and values.null_count:
            empty = Fault("a required value is empty", f"Fill in {column.name}.", None, column.name)
            _report(verdict, empty, rows, numbers, values.is_null())
        if column.allowed:
            allowed = pa.array(column.allowed, pa.string())
            listed = "Use one of: " + ", ".join(column.allowed) + "."
            unlisted = Fault("the value is not on the fixed list", listed, None, column.name)
            is_listed = pc.is_in(values, value_set=allowed)
            broken = pc.and_(values.is_valid(), pc.invert(is_listed))
            _report(verdict, unlisted, rows, numbers, broken)
        if column.type == NUMBER:
            remedy = "Give a finite number, or leave it empty with a value note."
            infinite = Fault("the value is not a finite number", remedy, None, column.name)
            _report(verdict, infinite, rows, numbers, pc.invert(pc.is_finite(values)))


def _report(
    verdict: Verdict, fault: Fault, rows: pa.Table, numbers: pa.Array, broken: pa.ChunkedArray
) -> None:
    """File `fault` for each broken row, the first SHOWN of them, with its row and value."""
    count = pc.sum(broken).as_py() or 0
    if not count or fault.column is None:
        return
    where = pc.indices_nonzero(broken).slice(0, SHOWN)
    values = rows[fault.column].take(where).to_pylist()
    for number, value in zip(numbers.take(where).to_pylist(), values, strict=True):
        shown = None if value is None else str(value)
        verdict.add(replace(fault, row=number, value=shown, rows_affected=count))


def _check_key(table: Table, connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    key = ", ".join(table.key)
    found = "min(row_number) as first_row, max(row_number) as row_number, count(*) as times"
    repeated = connection.table("rows").aggregate(f"{key}, {found}", key).filter("times > 1")
    (count,) = repeated.count("*").fetchall()[0]
    for *values, first, number, times in repeated.order("row_number").limit(SHOWN).fetchall():
        verdict.add(
            Fault(
                "duplicated key",
                f"Rows {first} to {number} describe the same thing {times} times: keep one.",
                number,
                key,
                " | ".join("" if value is None else str(value) for value in values),
                rows_affected=count,
            )
        )


def _check_observations(connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    joined = (
        connection.table("rows")
        .join(connection.table("indicators"), "rows.indicator_id = indicators.indicator_id", "left")
        .join(connection.table("areas"), "rows.area_code = areas.area_code", "left")
        .join(
            connection.table("departments"),
            "rows.department_code = departments.department_code",
            "left",
        )
    )
    counts = joined.aggregate(
        ", ".join(f"count(*) filter (where {broken})" for _, _, broken, _ in OBSERVATION_RULES)
    ).fetchall()[0]
    for (rule, column, broken, remedy), count in zip(OBSERVATION_RULES, counts, strict=True):
        if not count:
            continue
        found = (
            joined.filter(broken)
            .project(f"rows.row_number, cast(rows.{column} as varchar)")
            .order("row_number")
            .limit(SHOWN)
            .fetchall()
        )
        for number, value in found:
            verdict.add(Fault(rule, remedy, number, column, value, rows_affected=count))


def _check_links(table: Table, connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    for name, column, target, target_column in LINKS:
        if name != table.name:
            continue
        known = connection.table(target).project(f"{target_column} as known").distinct()
        orphans = (
            connection.table("rows")
            .join(known, f"rows.{column} = known", "anti")
            .filter(f"{column} is not null")
            .project(f"row_number, {column}")
        )
        for number, value in orphans.order("row_number").limit(SHOWN).fetchall():
            verdict.add(
                Fault(
                    f"points to nothing in {target}",
                    f"Add {value} to {target}, or correct {column}.",
                    number,
                    column,
                    value,
                )
            )


def _check_circles(table: Table, rows: pa.Table, numbers: pa.Array, verdict: Verdict) -> None:
    """A question that walks up or down a circle would never end."""
    for name, child, parent in TREES:
        if name != table.name:
            continue
        columns = {"row_number": numbers, "child": rows[child], "parent": rows[parent]}
        with duckdb.connect() as connection:
            connection.register("links", pa.table(columns).drop_null())
            found = connection.execute(CIRCLES).fetchall()
        for number, value in found[:SHOWN]:
            remedy = f"Let {parent} name something larger, or leave it empty at the top."
            verdict.add(Fault("goes round in a circle", remedy, number, parent, value, len(found)))
