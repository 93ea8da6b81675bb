"""Checking: what looks wrong though no rule forbids it; each needs a stated reason to pass."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa

from data.contract import SHOWN, Fault
from data.importing.questions import answer


def warnings(
    connection: duckdb.DuckDBPyConnection,
    incoming: pa.Table,
    published: pa.Table,
    row_numbers: pa.ChunkedArray | pa.Array,
    today: date,
) -> list[Fault]:
    """Warnings about rows that already meet the contract, at most SHOWN of a kind.

    The connection holds the tables indicators, areas and targets, and `changed` if anything is
    published: the places of the incoming rows that are new or changed.
    """
    numbered = incoming.append_column("row_number", row_numbers)
    places = pa.arange(0, incoming.num_rows)
    connection.register("published", published)
    connection.register("incoming", numbered.append_column("place", places))
    found = _unended_periods(connection, today) + _part_periods(connection)
    found += _contrary_targets(connection)
    if published.num_rows:
        found += _unit_jumps(connection)
    if _has_families(connection, incoming, published):
        connection.register("incoming", numbered)
        found += _unreconciled(connection)
    return found


def taken_over(sources: tuple[str, ...]) -> list[Fault]:
    """Warnings that rows published from other sources would be replaced; one name a row."""
    return [
        Fault(
            "rows of another source would be replaced",
            "Say why this source is the better one, or give its indicator an id of its own.",
            None,
            "source_id",
            source,
            sources.count(source),
            is_warning=True,
        )
        for source in sorted(set(sources))
    ]


def removal(removed: int, source_id: str) -> list[Fault]:
    """The warning that published rows of a source are missing from its new file."""
    if not removed:
        return []
    return [
        Fault(
            "published rows are missing from the file",
            "If the source withdrew them, say so as the reason; otherwise export the whole file.",
            column="source_id",
            value=source_id,
            rows_affected=removed,
            is_warning=True,
        )
    ]


def _unit_jumps(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    return [
        Fault(
            "the values jump tenfold against those published",
            "Check the unit: a share given as 0-1 instead of 0-100, thousands, pence for pounds. "
            "Set the recipe's multiplier if the source has changed its unit.",
            row["row_number"],
            "value",
            f"{row['indicator_id']}: median {row['median_incoming']:g}, "
            f"published {row['median_published']:g}",
            row["row_count"],
            is_warning=True,
        )
        for row in answer(connection, "unit_jumps").slice(0, SHOWN).to_pylist()
    ]


def _contrary_targets(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    return [
        Fault(
            "the polarity is at odds with the target",
            f"{row['polarity']} is better, yet the target is to go from {row['baseline_value']:g} "
            f"to {row['target_value']:g}: correct the definition's polarity or the target.",
            None,
            "polarity",
            f"{row['indicator_id']}, {row['area_code']}",
            is_warning=True,
        )
        for row in answer(connection, "contrary_targets").slice(0, SHOWN).to_pylist()
    ]


def _has_families(
    connection: duckdb.DuckDBPyConnection, incoming: pa.Table, published: pa.Table
) -> bool:
    """Whether any area that has results lies in another that has some."""
    tables = (incoming, published)
    codes = {code for table in tables for code in table["area_code"].unique().to_pylist()}
    pairs = connection.table("areas").project("area_code, parent_code").fetchall()
    return any(area in codes and parent in codes for area, parent in pairs)


def _unreconciled(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    found = answer(connection, "unreconciled")
    return [
        Fault(
            "the total does not reconcile with its areas",
            "Say why they differ, such as records without a place, or correct the one at fault.",
            row["row_number"],
            "value",
            f"{row['indicator_id']}, {row['name']}, {row['period_label']}: {row['total']:,.10g} "
            f"against {row['sum_of_areas']:,.10g} in {row['area_count']} areas of type "
            f"{row['area_type']}",
            found.num_rows,
            is_warning=True,
        )
        for row in found.slice(0, SHOWN).to_pylist()
    ]


def _part_periods(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    return [
        Fault(
            "the newest period looks cut short",
            "Every area falls at once: if the period is not whole, let the recipe note it as "
            "partial_period; otherwise say why.",
            row["row_number"],
            "period_label",
            f"{row['indicator_id']}, {row['period_label']}: {row['median_ratio']:.2f} of the "
            "period before",
            row["area_count"],
            is_warning=True,
        )
        for row in answer(connection, "part_periods").slice(0, SHOWN).to_pylist()
    ]


def _unended_periods(connection: duckdb.DuckDBPyConnection, today: date) -> list[Fault]:
    return [
        Fault(
            "the period has not ended",
            "Let the recipe note such values as projected, estimated or partial_period.",
            row["row_number"],
            "period_label",
            f"{row['indicator_id']}, {row['period_label']}",
            row["row_count"],
            is_warning=True,
        )
        for row in answer(connection, "unended_periods", {"today": today})
        .slice(0, SHOWN)
        .to_pylist()
    ]
