"""A measured figure beside its budget and beside what it was compared to in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("figure", "budget", "measured", "kept", "compared to", "ratio")


@dataclass(frozen=True)
class Figure:
    """One row of the table; the budget is in the figure's unit or a multiple of the comparison."""

    what: str
    measured: float
    unit: str
    compared_to: str = ""
    comparison: float | None = None
    budget: float | None = None
    budget_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the comparison was measured."""
        return self.measured / self.comparison if self.comparison else None

    @property
    def is_kept(self) -> bool | None:
        """Whether the budget was kept; None where there is none."""
        if self.budget is not None:
            return self.measured <= self.budget
        if self.budget_ratio is not None and self.ratio is not None:
            return self.ratio <= self.budget_ratio
        return None

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of HEADINGS."""
        return (
            self.what,
            self._budget(),
            self._quantity(self.measured),
            {True: "yes", False: "NO", None: ""}[self.is_kept],
            f"{self.compared_to}: {self._quantity(self.comparison)}" if self.comparison else "",
            f"{self.ratio:.2f}" if self.ratio is not None else "",
        )

    def _budget(self) -> str:
        if self.budget is not None:
            return self._quantity(self.budget)
        return f"{self.budget_ratio:g} times" if self.budget_ratio is not None else ""

    def _quantity(self, value: float) -> str:
        return f"{value:,.1f} {self.unit}" if value < 100 else f"{value:,.0f} {self.unit}"


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
