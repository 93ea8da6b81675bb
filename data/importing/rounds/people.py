"""People: the rows of a file, each with the round, organisation and group it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import Fault
from data.importing import labels
from data.importing.findings import Findings
from data.importing.reading import Texts
from data.importing.rounds.recipe import Questionnaire

TEXT, WHOLE, DATE = pa.string(), pa.int32(), pa.date32()
MOST_INVITED = re.compile(r"\d{1,7}")


def people(texts: Texts, asked: Questionnaire, findings: Findings) -> pa.Table:
    """One row per row of the file: row, round_id, title, dates, organisation, group, invited.

    What is missing or cannot be read is null and filed under `findings`.
    """
    said = {part: _said(texts.rows, asked, part) for part in ("round", "title")}
    found = pa.table({"row": texts.row_numbers, "round_id": _round_ids(said["round"], asked)})
    found = found.append_column("title", pc.coalesce(said["title"], said["round"]))
    for part, name in (("opens", "opens_date"), ("closes", "closes_date")):
        found = found.append_column(name, _day(texts.rows, asked, part, found, findings))
    for part, name, names in (
        ("organisation", "organisation", asked.organisations),
        ("group", "respondent_group", asked.groups),
    ):
        found = found.append_column(name, _said(texts.rows, asked, part, names))
    for part, name in (
        ("round", "round_id"),
        ("organisation", "organisation"),
        ("group", "respondent_group"),
    ):
        column = asked.columns.named.get(part)
        empty = Fault("a required value is empty", f"Fill in {column}.", column=column)
        findings.broken(found[name].is_null(), found, found[name], empty)
    return found.append_column("invited", _invited(texts.rows, asked, found, findings))


def _said(
    rows: pa.Table, asked: Questionnaire, part: str, names: Mapping[str, str] | None = None
) -> pa.ChunkedArray:
    """What the column or constant says in every row, by its name here; null where it is empty."""
    column, meant = asked.columns.named.get(part), names or {}
    if column is None:
        text = getattr(asked.constants, part, None)
        text = text.isoformat() if isinstance(text, date) else text
        return pa.chunked_array([pa.repeat(pa.scalar(text, TEXT), rows.num_rows)])
    found = labels.by_distinct(
        rows[column], lambda text: meant.get(text.strip(), text.strip()) or None, TEXT
    )
    return found.cast(TEXT)


def _round_ids(said: pa.ChunkedArray, asked: Questionnaire) -> pa.ChunkedArray:
    """A round's id begins with its questionnaire's: two may both have a round of 2009."""
    before = f"{asked.questionnaire_id}-"
    return labels.by_distinct(
        said.fill_null(""), lambda text: text and before + text.removeprefix(before) or None, TEXT
    ).cast(TEXT)


def _day(
    rows: pa.Table, asked: Questionnaire, part: str, found: pa.Table, findings: Findings
) -> pa.ChunkedArray:
    said = _said(rows, asked, part)
    days = labels.by_distinct(said.fill_null(""), _date, DATE)
    column = asked.columns.named.get(part)
    remedy = "Write it as 2009-11-30 or 30/11/2009."
    unread = Fault("the date cannot be read", remedy, column=column)
    findings.broken(days.is_null(), found, said, unread)
    return days


def _date(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def _invited(
    rows: pa.Table, asked: Questionnaire, found: pa.Table, findings: Findings
) -> pa.ChunkedArray:
    said = _said(rows, asked, "invited")
    numbers = labels.by_distinct(
        said.fill_null(""), lambda text: int(text) if MOST_INVITED.fullmatch(text) else None, WHOLE
    )
    remedy = "Give the number of people invited as a whole number."
    text = Fault("text among numbers", remedy, column=asked.columns.invited)
    findings.broken(pc.and_(numbers.is_null(), said.is_valid()), found, said, text)
    return numbers
