"""Files made from the rows and the chart that a viewer sees, only when asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pandas as pd

from components.charts.look import ROWS, Drawing, Look, Spec

# A spreadsheet runs a cell that starts with one of these; the full-width forms count in some.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
PICTURE_WIDTH = 900


def csv(rows: pd.DataFrame) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark; text never starts a formula."""
    safe = rows.copy()
    for column in safe.columns:
        if not (
            pd.api.types.is_numeric_dtype(safe[column])
            or pd.api.types.is_datetime64_any_dtype(safe[column])
        ):
            safe[column] = safe[column].map(_defused)
    safe.columns = [_defused(str(column)) for column in safe.columns]
    # CRLF is the standard's line end; with it a bare CR inside a cell is quoted too.
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _defused(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def parquet(rows: pd.DataFrame) -> bytes:
    """The rows as Parquet, types kept."""
    buffer = BytesIO()
    rows.to_parquet(buffer, index=False)
    return buffer.getvalue()


def picture(drawn: Drawing, tables: Mapping[str, pd.DataFrame], words: Mapping[str, str]) -> Spec:
    """Spec for a picture that stands alone: light, of fixed width, title and source drawn in.

    `words` holds title, source and as_at.
    """
    spec = _widened(drawn.spec(Look("light")))
    spec["background"] = Look("light").palette.page
    spec["padding"] = 18
    spec["datasets"] = {name: _records(table) for name, table in tables.items()}
    spec["title"] = {
        "text": words["title"],
        "subtitle": f"Source: {words['source']}. {words['as_at']}",
        "anchor": "start",
        "fontSize": 17,
        "offset": 18,
        "color": Look("light").palette.text,
        "subtitleColor": Look("light").palette.muted,
        "subtitlePadding": 5,
    }
    return spec


def _widened(spec: Spec) -> Spec:
    if "facet" in spec:
        return dict(spec)
    if "vconcat" in spec:
        panels = [{**panel, "width": PICTURE_WIDTH} for panel in spec["vconcat"]]
        return {**spec, "vconcat": panels}
    return {**spec, "width": PICTURE_WIDTH}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return json.loads(str(table.to_json(orient="records", date_format="iso")))


def png(drawn: Drawing, tables: Mapping[str, pd.DataFrame], words: Mapping[str, str]) -> bytes:
    """The chart as PNG at twice screen resolution, with title, source and date."""
    import vl_convert  # loaded on the first picture: it costs 0.2 s that no page needs

    return vl_convert.vegalite_to_png(picture(drawn, tables, words), scale=2)


def svg(drawn: Drawing, tables: Mapping[str, pd.DataFrame], words: Mapping[str, str]) -> str:
    """The chart as SVG, with title, source and date."""
    import vl_convert  # as above

    return vl_convert.vegalite_to_svg(picture(drawn, tables, words))


def shown(rows: pd.DataFrame, columns: Mapping[str, str] | None) -> pd.DataFrame:
    """Rows for table and file: the named columns under their headings, or all of them."""
    if columns is None:
        return rows
    present = [column for column in columns if column in rows.columns]
    return rows[present].rename(columns=dict(columns))


__all__ = ["ROWS", "csv", "parquet", "picture", "png", "shown", "svg"]
