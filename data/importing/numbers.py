"""Numbers: what the file's cells say in figures, and what stands where there is no figure."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data.importing.recipe import LEAVE_OUT, Numbers

FIGURE = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$"
GROUPED = r"^[+-]?\d{1,3}(<mark>\d{3})+(\.\d+)?$"
# What Arrow takes for a number, and what can be a part of one.
WRITTEN = re.compile(FIGURE + r"|^[+-]?(nan|inf(inity)?)$", re.IGNORECASE)
PART = re.compile(r"^[\d.e+-]+$", re.IGNORECASE)
TEXT = pa.string()


@dataclass(frozen=True)
class Figures:
    """One column of cells: values, the notes their marks stand for, and which cells are neither."""

    values: pa.ChunkedArray
    notes: pa.ChunkedArray | None = None
    is_left_out: pa.ChunkedArray | None = None
    is_text: pa.ChunkedArray | None = None


def figures(cells: pa.ChunkedArray, numbers: Numbers) -> Figures:
    """The cells as numbers by the recipe's rules; a cell that is no number is never guessed at."""
    if _is_plain(numbers):
        try:
            return Figures(cells.cast(pa.float64()))
        except pa.ArrowInvalid:
            pass  # something is written otherwise: look closer
    words = pc.utf8_trim_whitespace(cells)
    marks = pa.array(numbers.missing, TEXT)
    place = pc.index_in(words, value_set=marks)
    is_missing = pc.or_(place.is_valid(), words.is_null())
    notes = pa.array(numbers.missing.values(), TEXT).take(place)
    words, footnotes = _without_footnotes(words, numbers)
    words = _bare(words, numbers)
    is_figure = pc.and_(
        pc.match_substring_regex(words, FIGURE).fill_null(False), pc.invert(is_missing)
    )
    return Figures(
        pc.if_else(is_figure, words, None).cast(pa.float64()),
        pc.if_else(is_figure, footnotes, notes),
        pc.equal(notes, LEAVE_OUT).fill_null(False),
        pc.invert(pc.or_(is_figure, is_missing)),
    )


def _is_plain(numbers: Numbers) -> bool:
    """Whether a cell that reads as a number means that number, whatever the recipe says."""
    patterns = ((numbers.missing, WRITTEN), ((*numbers.footnotes, *numbers.strip), PART))
    return numbers.thousands != "." and not any(
        re.match(pattern, mark.strip()) for marks, pattern in patterns for mark in marks
    )


def _without_footnotes(
    words: pa.ChunkedArray, numbers: Numbers
) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Cells without the marks that follow their figures, and the notes those marks stand for."""
    notes = pa.chunked_array([pa.nulls(len(words), TEXT)])
    for mark, note in numbers.footnotes.items():
        has_mark = pc.ends_with(words, mark).fill_null(False)
        notes = pc.if_else(has_mark, pa.scalar(note or None, TEXT), notes)
        shorter = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(words, 0, -len(mark)))
        words = pc.if_else(has_mark, shorter, words)
    return words, notes


def _bare(words: pa.ChunkedArray, numbers: Numbers) -> pa.ChunkedArray:
    """Cells without the units and thousands separators that the recipe declares."""
    for sign in numbers.strip:
        words = pc.replace_substring(words, sign, "")
    if numbers.strip:
        words = pc.utf8_trim_whitespace(words)
    if numbers.thousands:
        pattern = GROUPED.replace("<mark>", f"[{numbers.thousands}]")
        is_grouped = pc.match_substring_regex(words, pattern)
        words = pc.if_else(is_grouped, pc.replace_substring(words, numbers.thousands, ""), words)
    return words
