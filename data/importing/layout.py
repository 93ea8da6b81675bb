"""Layout: a file's columns laid out as one row per result, long or wide as the file may be.

No cell is copied: every column of a wide file becomes a stretch of the long one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import Fault
from data.importing.findings import Findings
from data.importing.reading import Texts
from data.importing.recipe import FIELDS, LEAVE_OUT, Recipe
from data.importing.refusal import FileRefused

PARTS = ("indicator", "period", "breakdown", "department", "area", "note")


@dataclass
class Plan:
    """One stretch of the long table: what its rows have in common, and the column of each field."""

    constants: Mapping[str, str]
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Long:
    """Results still as text: row, plan, the parts that name them, a text column per field."""

    rows: pa.Table
    plans: list[Plan]

    def columns(self, name: str) -> list[str]:
        """The file's column that holds the field, by plan."""
        return [plan.fields.get(name, name) for plan in self.plans]


def laid_out(texts: Texts, recipe: Recipe, findings: Findings) -> Long:
    """The file's results as one row each. Raises FileRefused when columns of the recipe lack."""
    excluded = (exclusion.column for exclusion in recipe.leave_out)
    fields = recipe.columns.fields.values()
    check_columns(texts, [*recipe.columns.labels, *fields, *excluded])
    rows = _kept(texts.rows.append_column("\0row", texts.row_numbers), recipe, findings)
    plans = _plans(texts, recipe, findings)
    columns = {
        "row": pa.chunked_array(rows["\0row"].chunks * len(plans), pa.int64()),
        "plan": _stretches(range(len(plans)), rows.num_rows, pa.int32()),
    }
    for part in PARTS:
        if column := getattr(recipe.columns, part):
            columns[part] = pa.chunked_array(rows[column].chunks * len(plans), rows[column].type)
        elif all(part in plan.constants for plan in plans):
            columns[part] = _constants([plan.constants[part] for plan in plans], rows.num_rows)
    for name in FIELDS:
        if any(name in plan.fields for plan in plans):
            columns[name] = _field(rows, plans, name)
    return Long(pa.table(columns), plans)


def _stretches(values: Iterable, length: int, kind: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar(v, kind), length) for v in values], kind)


def _constants(values: list[str], length: int) -> pa.ChunkedArray:
    known = pa.array(dict.fromkeys(values), pa.string())
    place = {value: index for index, value in enumerate(known.to_pylist())}
    chunks = [
        pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(place[v], pa.int32()), length), known)
        for v in values
    ]
    return pa.chunked_array(chunks)


def _field(rows: pa.Table, plans: list[Plan], name: str) -> pa.ChunkedArray:
    absent = pa.nulls(rows.num_rows, pa.string())
    chunks: list[pa.Array] = []
    for plan in plans:
        column = plan.fields.get(name)
        chunks += rows[column].cast(pa.string()).chunks if column else [absent]
    return pa.chunked_array(chunks, pa.string())


def _kept(rows: pa.Table, recipe: Recipe, findings: Findings) -> pa.Table:
    """Rows that no exclusion of the recipe takes out."""
    for exclusion in recipe.leave_out:
        pattern = re.compile(exclusion.pattern) if exclusion.pattern else None
        column = rows[exclusion.column].cast(pa.string())
        out = {
            value
            for value in column.unique().to_pylist()
            if value.strip() in exclusion.values or (pattern and pattern.fullmatch(value.strip()))
        }
        if out:
            kept = pc.invert(pc.is_in(column, value_set=pa.array(out, pa.string())))
            before, rows = rows.num_rows, rows.filter(kept)
            findings.left_out[exclusion.reason] += before - rows.num_rows
    return rows


def check_columns(texts: Texts, named: Iterable[str]) -> None:
    """Every column that the recipe names must be there. Raises FileRefused naming those absent."""
    present = texts.rows.column_names
    absent = [name for name in dict.fromkeys(named) if name not in present]
    if absent:
        raise FileRefused(*(_absent(name, present, texts.header_row) for name in absent))


def _absent(name: str, present: list[str], header_row: int) -> Fault:
    close = get_close_matches(name, present, 1, 0.4)
    guess = f"Was it renamed {close[0]!r}? " if close else ""
    return Fault(
        "a column of the recipe is missing",
        f"{guess}Name it {name!r} again, or correct the recipe. "
        f"The file has: {', '.join(present[:20])}{', ...' if len(present) > 20 else ''}.",  # noqa: PLR2004
        header_row or None,
        name,
    )


def _plans(texts: Texts, recipe: Recipe, findings: Findings) -> list[Plan]:
    constants = {
        part: value
        for part in ("indicator", "period", "breakdown", "department")
        if (value := getattr(recipe.constants, part)) and not getattr(recipe.columns, part)
    }
    if not recipe.columns.indicator and len(recipe.indicators) == 1:
        constants.setdefault("indicator", str(recipe.indicators[0]["indicator_id"]))
    if recipe.wide is None:
        return [Plan(constants, dict(recipe.columns.fields))]
    return _wide_plans(texts, recipe, constants, findings)


def _wide_plans(
    texts: Texts, recipe: Recipe, constants: Mapping[str, str], findings: Findings
) -> list[Plan]:
    """One plan for each indicator, period and breakdown that the column names speak of."""
    pattern = re.compile(recipe.wide.columns if recipe.wide else "")
    plans: dict[tuple, Plan] = {}
    met: set[str] = set()
    for column in texts.rows.column_names:
        found = pattern.fullmatch(column)
        if found is None or column in recipe.columns.labels:
            continue
        said = {part: text.strip() for part, text in found.groupdict().items() if text}
        met.add(said.get("indicator", ""))
        for destination in _destinations(said, column, texts.header_row, recipe, findings):
            indicator, name = destination
            common = {**constants, **said, **({"indicator": indicator} if indicator else {})}
            key = tuple(common.get(part) for part in ("indicator", "period", "breakdown"))
            plans.setdefault(key, Plan(common)).fields[name] = column
    unmet = set(recipe.indicator_names) - met if "indicator" in pattern.groupindex else set()
    if unmet or not plans:
        absent = sorted(unmet) or [pattern.pattern]
        header = texts.rows.column_names
        raise FileRefused(*(_absent(name, header, texts.header_row) for name in absent))
    return list(plans.values())


def _destinations(
    said: Mapping[str, str], column: str, header_row: int, recipe: Recipe, findings: Findings
) -> list[tuple[str | None, str]]:
    """Indicator and field that a wide column holds; none when it is left out or unknown."""
    fields = recipe.wide.fields if recipe.wide else {}
    name = fields.get(said.get("field", ""), said.get("field", "value"))
    label = said.get("indicator")
    if label is None:
        return [(None, name)] if name in FIELDS else []
    if label in recipe.indicator_names:
        return [destination(target, name) for target in recipe.indicator_names[label]]
    if not recipe.indicator_names:
        return [(label, name)]
    if recipe.other_indicators == LEAVE_OUT:
        findings.left_out["columns that the recipe does not use"] += 1
    else:
        findings.faults.append(
            Fault(
                "unknown indicator name",
                "Add it to the recipe's [indicator_names], or say other_indicators = 'leave_out'.",
                header_row,
                column,
                label,
            )
        )
    return []


def destination(target: str, name: str = "value") -> tuple[str, str]:
    """Indicator id and field that a recipe's target means: `crime`, or `crime.numerator`."""
    indicator, dot, suffix = target.rpartition(".")
    return (indicator, suffix) if dot and suffix in FIELDS else (target, name)
