"""Opening an untrusted file, in a process of its own that is limited and then thrown away.

`python -m data.importing.formats` is that process: it imports nothing else of ours.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_COLUMNS = 2_000
MOST_ROWS = 5_000_000


@dataclass(frozen=True)
class Order:
    """What the limited process is asked to read, and where its answer goes."""

    file: str
    output: str
    format: str
    encoding: str
    delimiter: str
    skip_rows: int
    header_rows: int
    sheet: str | None
    labels: tuple[str, ...]


class Unreadable(Exception):
    """The file cannot be read: which rule it breaks, how to mend it, and where."""

    def __init__(
        self, rule: str, remedy: str, row: int | None = None, value: str | None = None
    ) -> None:
        """Keep what the report says."""
        super().__init__(rule)
        self.rule, self.remedy, self.row, self.value = rule, remedy, row, value


def column_names(header: list[list[str]]) -> list[str]:
    """One distinct name a column, its header rows joined; an upper title spans the gap after it.

    A name seen before gets its place among its likes: Name, Name (2). Raises Unreadable when the
    columns are too many.
    """
    width = max((len(row) for row in header), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable(
            "too many columns",
            f"The file has {width} columns; {MOST_COLUMNS} are allowed. Delete those not needed.",
        )
    upper = [_spanned(row, width) for row in header[:-1]]
    rows = [*upper, *([*row, *[""] * (width - len(row))] for row in header[-1:])]
    names, seen = [], {}
    for position, parts in enumerate(zip(*rows, strict=True), start=1):
        words = [" ".join(part.split()) for part in parts]
        name = " | ".join(word for word in words if word) or f"Column {position}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _spanned(titles: list[str], width: int) -> list[str]:
    spanned, last = [], ""
    for title in [*titles, *[""] * (width - len(titles))]:
        last = title if title.strip() else last
        spanned.append(last)
    return spanned
