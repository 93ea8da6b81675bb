"""Findings: what turned up while a file was read and reshaped, for the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import SHOWN, Fault


@dataclass
class Findings:
    """Faults, at most SHOWN a rule and column; rows left out by reason; rows at fault by number."""

    faults: list[Fault] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    not_understood: list[pa.Array] = field(default_factory=list)

    @property
    def errors(self) -> list[Fault]:
        """The faults that forbid publishing."""
        return [fault for fault in self.faults if not fault.is_warning]

    def broken(
        self,
        where: pa.ChunkedArray,
        rows: pa.Table,
        values: pa.ChunkedArray,
        fault: Fault,
        columns: list[str] | None = None,
    ) -> int:
        """File `fault` for the rows where it is so; returns how many there are.

        `columns` names the file's column by the row's plan, where a wide file has many.
        """
        count = pc.sum(where).as_py() or 0
        if count and not fault.is_warning:
            self.not_understood += rows["row"].filter(where).chunks
        first = pc.indices_nonzero(where).slice(0, SHOWN) if count else []
        for index in first:
            i = index.as_py()
            column = columns[rows["plan"][i].as_py()] if columns else fault.column
            value = values[i].as_py()
            self.faults.append(
                replace(
                    fault,
                    row=rows["row"][i].as_py(),
                    column=column,
                    value=None if value is None else str(value)[:80],
                    rows_affected=count,
                )
            )
        return count
