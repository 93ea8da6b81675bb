"""Definitions: the indicators table with the sheets that a recipe brings along."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from data import contract
from data.contract import REFERENCE, Fault
from data.importing.findings import Findings
from data.importing.recipe import Recipe


def definitions(
    reference: Mapping[str, pa.Table], recipe: Recipe, findings: Findings
) -> tuple[pa.Table, pa.ChunkedArray]:
    """Published definition sheets and the recipe's new ones, and which are new.

    `reference` holds the published tables by name. An indicator that is published already keeps its
    published definition.
    """
    published = reference["indicators"]
    known = set(published["indicator_id"].to_pylist())
    sheets = [sheet for sheet in recipe.indicators if sheet.get("indicator_id") not in known]
    new = REFERENCE["indicators"].schema.empty_table()
    try:
        given = {
            column.name: [sheet.get(column.name, column.default) for sheet in sheets]
            for column in REFERENCE["indicators"].columns
        }
        new = pa.table(
            {n: pa.array(column, new.schema.field(n).type) for n, column in given.items()}
        )
        findings.faults += contract.check(REFERENCE["indicators"], new, reference).errors
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        remedy = f"Correct [[indicators]] in the recipe: {error}"
        findings.faults.append(Fault("a definition is faulty", remedy, column="indicators"))
    is_new = pa.chunked_array([pa.repeat(False, published.num_rows), pa.repeat(True, new.num_rows)])
    return pa.concat_tables([published, new]), is_new
