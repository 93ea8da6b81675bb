"""Reshaping: a file's texts as observations, by its recipe alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import ABSENT_NOTES, OBSERVATIONS, Fault
from data.importing import labels
from data.importing.findings import Findings
from data.importing.layout import Long, laid_out
from data.importing.numbers import Figures, figures
from data.importing.reading import Texts
from data.importing.recipe import FIELDS, Recipe

KEY = (
    "indicator_id",
    "area_code",
    "department",
    "breakdown_type",
    "breakdown_name",
    "period_start",
    "period_end",
    "period_label",
)


@dataclass(frozen=True)
class Reshaped:
    """Observations, their texts dictionary-encoded, and the row of the file that each came from."""

    rows: pa.Table
    row_numbers: pa.ChunkedArray


def reshaped(
    texts: Texts,
    recipe: Recipe,
    areas: pa.Table,
    multipliers: Mapping[str, float],
    findings: Findings,
) -> Reshaped:
    """The file's results as observations; what cannot be understood is filed under `findings`.

    `multipliers` turn numerator over denominator into a value, by indicator. Raises FileRefused
    when the file lacks columns of the recipe.
    """
    long = laid_out(texts, recipe, findings)
    rows = labels.areas(long.rows, recipe, areas, findings)
    rows = labels.indicators(rows, recipe, findings)
    rows = labels.periods(rows, recipe, findings)
    rows = labels.breakdowns(rows, recipe, findings)
    rows = _numbered(rows, long, recipe, findings)
    if recipe.numbers.is_computed:
        rows = _computed(rows, multipliers)
    if recipe.numbers.combine == "sum":
        rows = _summed(rows)
    if recipe.numbers.combine == "same":
        rows = _without_repeats(rows)
    batch = f"{recipe.source_id}-{texts.digest[:12]}"
    return Reshaped(_observations(rows, recipe, batch), rows["row"])


def _numbered(rows: pa.Table, long: Long, recipe: Recipe, findings: Findings) -> pa.Table:
    """Rows with figures for cells, and the note that goes with them."""
    note = labels.noted(rows, recipe)
    is_left_out = None
    for name in FIELDS:
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.nulls(rows.num_rows, pa.float64()))
            continue
        cells, found = rows[name], figures(rows[name], recipe.numbers)
        _report(found, cells, long.columns(name), rows, findings)
        at = rows.column_names.index(name)
        rows = rows.set_column(at, name, _scaled(found.values, name, rows, recipe))
        if name == "value":
            is_left_out = found.is_left_out
            note = _noted(note, found, rows, recipe, findings)
    rows = rows.append_column("value_note", note)
    if is_left_out is not None and (count := pc.sum(is_left_out).as_py()):
        findings.left_out["cells that the recipe takes for nothing to report"] += count
        rows = rows.filter(pc.invert(is_left_out))
    return rows


def _noted(
    note: pa.ChunkedArray, found: Figures, rows: pa.Table, recipe: Recipe, findings: Findings
) -> pa.ChunkedArray:
    """What a missing value says comes first, then the file's own note, then the recipe's rules."""
    if recipe.columns.note:
        note = pc.coalesce(_stated(rows, recipe, findings), note)
    if found.notes is None:
        return note
    return pc.if_else(found.values.is_null(), found.notes, pc.coalesce(found.notes, note))


def _stated(rows: pa.Table, recipe: Recipe, findings: Findings) -> pa.ChunkedArray:
    """The note that the file's own column gives each row; null where the cell is empty."""
    meant = {text.strip(): note for text, note in recipe.numbers.footnotes.items()}
    unknown = labels.by_distinct(
        rows["note"], lambda text: bool(text.strip()) and text.strip() not in meant, pa.bool_()
    )
    remedy = (
        'Say in the recipe\'s [numbers] footnotes what it means, "" for nothing, or correct it.'
    )
    fault = Fault("unknown note", remedy, column=recipe.columns.note)
    findings.broken(unknown, rows, rows["note"], fault)
    stated = labels.by_distinct(
        rows["note"], lambda text: meant.get(text.strip()) or None, pa.string()
    )
    return stated.cast(pa.string())


def _report(
    found: Figures,
    cells: pa.ChunkedArray,
    columns: list[str],
    rows: pa.Table,
    findings: Findings,
) -> None:
    if found.is_text is None:
        return
    begins_as_formula = pc.starts_with(pc.utf8_ltrim_whitespace(cells), "=").fill_null(False)
    for where, fault in (
        (
            pc.and_(found.is_text, begins_as_formula),
            Fault("a formula instead of a number", "Copy the sheet and paste it as values."),
        ),
        (
            pc.and_(found.is_text, pc.invert(begins_as_formula)),
            Fault(
                "text among numbers",
                "Correct the cell; if it means that there is no value, add it to [numbers] "
                "missing; if it is written with commas or signs, declare thousands or strip.",
            ),
        ),
    ):
        findings.broken(where, rows, cells, fault, columns)


def _scaled(values: pa.ChunkedArray, name: str, rows: pa.Table, recipe: Recipe) -> pa.ChunkedArray:
    numbers = recipe.numbers
    if name in ("numerator", "denominator") or (
        numbers.multiplier == 1 and not numbers.multipliers
    ):
        return values
    factor = labels.by_distinct(
        rows["indicator_id"], lambda i: numbers.multipliers.get(i, numbers.multiplier), pa.float64()
    )
    return pc.multiply(values, factor)


def _computed(rows: pa.Table, multipliers: Mapping[str, float]) -> pa.Table:
    """Rows with the value worked out where the source gives only numerator and denominator."""
    factor = labels.by_distinct(rows["indicator_id"], multipliers.get, pa.float64())
    some = pc.if_else(pc.equal(rows["denominator"], 0.0), None, rows["denominator"])
    value = pc.coalesce(rows["value"], pc.multiply(factor, pc.divide(rows["numerator"], some)))
    no_longer = pc.and_(value.is_valid(), pc.is_in(rows["value_note"], pa.array(ABSENT_NOTES)))
    note = pc.if_else(no_longer, None, rows["value_note"])
    note = pc.if_else(pc.and_(value.is_null(), note.is_null()), "missing", note)
    rows = rows.set_column(rows.column_names.index("value"), "value", value)
    return rows.set_column(rows.column_names.index("value_note"), "value_note", note)


def _summed(rows: pa.Table) -> pa.Table:
    """Rows that say parts of one thing, added up; a missing part makes the sum missing."""
    key = [name for name in KEY if name in rows.column_names]
    rows = _plain(rows)
    whole = pc.ScalarAggregateOptions(skip_nulls=False, min_count=0)
    sums = [(name, "sum", whole) for name in FIELDS]
    found = rows.group_by(key).aggregate([("row", "min"), ("value_note", "max"), *sums])
    names = {"row_min": "row", "value_note_max": "value_note"} | {f"{n}_sum": n for n in FIELDS}
    found = found.rename_columns([names.get(name, name) for name in found.column_names])
    return found.sort_by("row")


def _without_repeats(rows: pa.Table) -> pa.Table:
    """Rows without those that say again, word for word, what an earlier row says."""
    said = [name for name in (*KEY, *FIELDS, "value_note") if name in rows.column_names]
    found = _plain(rows).group_by(said).aggregate([("row", "min")])
    return found.rename_columns([*said, "row"]).sort_by("row")


def _plain(rows: pa.Table) -> pa.Table:
    """Rows without dictionaries, which a group cannot be made of."""
    texts = {field.name: pa.string() for field in rows.schema if pa.types.is_dictionary(field.type)}
    for name, kind in texts.items():
        rows = rows.set_column(rows.column_names.index(name), name, rows[name].cast(kind))
    return rows


def _observations(rows: pa.Table, recipe: Recipe, batch: str) -> pa.Table:
    collections = recipe.collections
    columns = {
        "collection": labels.by_distinct(
            rows["indicator_id"], lambda i: collections.get(i, recipe.collection), pa.string()
        ),
        "department_code": rows["department"]
        if "department" in rows.column_names
        else pa.nulls(rows.num_rows, pa.string()),
        "breakdown": rows["breakdown_name"],
        "source_id": labels.constant(recipe.source_id, rows.num_rows),
        "batch_id": labels.constant(batch, rows.num_rows),
    }
    columns |= {name: rows[name] for name in OBSERVATIONS.column_names if name not in columns}
    return pa.table({name: columns[name] for name in OBSERVATIONS.column_names})
