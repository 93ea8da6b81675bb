"""Labels: what the file's texts for indicators, areas, periods and breakdowns mean here.

Each distinct text is worked out once, however many rows hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import Fault
from data.importing.findings import Findings
from data.importing.periods import parsed
from data.importing.recipe import LEAVE_OUT, Recipe

OUTSIDE = "rows about areas that this workspace does not hold"
# Spreadsheets run text that begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def by_distinct(
    column: pa.ChunkedArray, meaning: Callable[[str], object], kind: pa.DataType
) -> pa.ChunkedArray:
    """`meaning` of every text in the column, called once for each distinct text.

    Texts come back dictionary-encoded: a million rows then hold each text once.
    """
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    encoded = encoded.unify_dictionaries()
    if not encoded.num_chunks:
        return pa.chunked_array(
            [], kind if kind != pa.string() else pa.dictionary(pa.int32(), kind)
        )
    known = [meaning(text) for text in encoded.chunk(0).dictionary.to_pylist()]
    if kind != pa.string():
        meanings = pa.array(known, kind)
        return pa.chunked_array([meanings.take(chunk.indices) for chunk in encoded.chunks], kind)
    texts = [text for text in dict.fromkeys(known) if text is not None]
    place = {text: index for index, text in enumerate(texts)}
    codes, dictionary = pa.array(map(place.get, known), pa.int32()), pa.array(texts, kind)
    return pa.chunked_array(
        [
            pa.DictionaryArray.from_arrays(codes.take(chunk.indices), dictionary)
            for chunk in encoded.chunks
        ]
    )


def constant(text: str, length: int) -> pa.ChunkedArray:
    """A column that says the same in every row, dictionary-encoded."""
    codes = pa.repeat(pa.scalar(0, pa.int32()), length)
    return pa.chunked_array([pa.DictionaryArray.from_arrays(codes, pa.array([text]))])


def indicators(rows: pa.Table, recipe: Recipe, findings: Findings) -> pa.Table:
    """Rows with the column `indicator_id`; a text that feeds several indicators gives several."""
    names, column = recipe.indicator_names, rows["indicator"]
    if recipe.columns.indicator is None or not names:
        return rows.append_column("indicator_id", by_distinct(column, str.strip, pa.string()))
    everything = names.get("*", ())
    targets = {text: (*names.get(text, ()), *everything) for text in _distinct(column)}
    stretches = []
    for turn in range(max(map(len, targets.values()), default=0)):
        ids = by_distinct(
            column, lambda text, n=turn: next(iter(targets[text][n:]), None), pa.string()
        )
        stretch = rows.append_column("indicator_id", ids)
        stretches.append(stretch.filter(ids.is_valid()))
    unknown = by_distinct(column, lambda text: not targets[text], pa.bool_())
    if recipe.other_indicators == LEAVE_OUT:
        findings.left_out["rows about indicators that the recipe does not use"] += (
            pc.sum(unknown).as_py() or 0
        )
    else:
        remedy = "Add it to the recipe's [indicator_names], or say other_indicators = 'leave_out'."
        fault = Fault("unknown indicator name", remedy, column=recipe.columns.indicator)
        findings.broken(unknown, rows, column, fault)
    if not stretches:
        return rows.append_column("indicator_id", constant("", rows.num_rows)).slice(0, 0)
    return pa.concat_tables(stretches).unify_dictionaries()


def areas(rows: pa.Table, recipe: Recipe, known: pa.Table, findings: Findings) -> pa.Table:
    """Rows with the column `area_code`, without those whose area the recipe leaves out."""
    codes = by_distinct(rows["area"], _area_meaning(recipe, known), pa.string())
    rows, unknown = rows.append_column("area_code", codes), codes.is_null()
    if not codes.null_count:
        return rows
    rule = recipe.areas.unknown
    if rule != LEAVE_OUT:
        fault = Fault(
            f"unknown area {recipe.areas.by}",
            "Correct it, add the area to the areas table, or let the recipe leave such areas out "
            "by unknown = 'leave_out' in [areas].",
            column=recipe.columns.area,
            is_warning=rule == "warn",
        )
        findings.broken(unknown, rows, rows["area"], fault)
    findings.left_out[OUTSIDE] += codes.null_count
    if codes.null_count == rows.num_rows and not findings.errors:
        remedy = "Choose the recipe that fits this file, or add the areas to the areas table."
        found = str(rows["area"][0].as_py()) if rows.num_rows else None
        no_area = Fault("no row is about an area of this workspace", remedy)
        findings.faults.append(
            Fault(no_area.rule, remedy, None, recipe.columns.area, found, rows.num_rows)
        )
    return rows.filter(codes.is_valid())


def _area_meaning(recipe: Recipe, known: pa.Table) -> Callable[[str], str | None]:
    if recipe.areas.by == "code":
        codes = set(known["area_code"].to_pylist())
        renamed = recipe.areas.codes
        return lambda text: (
            code if (code := renamed.get(text.strip(), text.strip())) in codes else None
        )
    names: dict[str, str | None] = {}
    for area in known.select(["area_code", "name", "area_type"]).to_pylist():
        if area["area_type"] == recipe.areas.type:
            name = _plain(area["name"])
            # Two areas of one name cannot be told apart by it.
            names[name] = None if name in names else area["area_code"]
    names |= {_plain(name): code for name, code in recipe.areas.names.items()}
    return lambda text: names.get(_plain(text))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("&", " and ").split())


def periods(rows: pa.Table, recipe: Recipe, findings: Findings) -> pa.Table:
    """Rows with the columns `period_start`, `period_end` and `period_label`."""
    column, kinds = rows["period"], recipe.period_kinds
    known = {text: parsed(text, kinds) for text in _distinct(column)}
    for name, kind, attribute in (
        ("period_start", pa.date32(), "start"),
        ("period_end", pa.date32(), "end"),
        ("period_label", pa.string(), "label"),
    ):
        found = by_distinct(column, lambda text, a=attribute: getattr(known[text], a, None), kind)
        rows = rows.append_column(name, found)
    fault = Fault(
        "the period cannot be read",
        f"Write it as {' or '.join(kinds)}, or add its kind to the recipe's period_kinds.",
        column=recipe.columns.period,
    )
    findings.broken(rows["period_start"].is_null(), rows, column, fault)
    return rows


def breakdowns(rows: pa.Table, recipe: Recipe, findings: Findings) -> pa.Table:
    """Rows with the columns `breakdown_type` and `breakdown`."""
    column, names = rows["breakdown"], recipe.breakdowns.names
    found = by_distinct(column, lambda text: _breakdown(text.strip(), names), pa.string())
    fault = Fault(
        "unknown breakdown",
        "Add it to [breakdowns] names in the recipe, or correct it.",
        column=recipe.columns.breakdown,
    )
    findings.broken(found.is_null(), rows, column, fault)
    kind = recipe.breakdowns.type
    types = by_distinct(column, lambda t: "all" if t.strip() in ("", "all") else kind, pa.string())
    return rows.append_column("breakdown_type", types).append_column("breakdown_name", found)


def _breakdown(text: str, names: Mapping[str, str]) -> str | None:
    if text == "all" or not text:
        return "all"
    if names:
        return names.get(text)
    return None if text.startswith(FORMULA) else text


def noted(rows: pa.Table, recipe: Recipe) -> pa.ChunkedArray:
    """The note that the recipe's rules give each row; null where none does."""
    note = pa.chunked_array([pa.nulls(rows.num_rows, pa.string())])
    for rule in recipe.notes:
        fits = by_distinct(
            rows["period"],
            lambda text, r=rule: not r.periods or text.strip() in r.periods,
            pa.bool_(),
        )
        if rule.starting_from:
            since = pa.scalar(rule.starting_from or date.min, pa.date32())
            fits = pc.and_(fits, pc.greater_equal(rows["period_start"], since))
        if rule.indicators:
            named = by_distinct(
                rows["indicator_id"], lambda i, r=rule: i in r.indicators, pa.bool_()
            )
            fits = pc.and_(fits, named)
        note = pc.if_else(fits, rule.note, note)
    return note


def _distinct(column: pa.ChunkedArray) -> list[str]:
    return [text for text in column.unique().to_pylist() if text is not None]
