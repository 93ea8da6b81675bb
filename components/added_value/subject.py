"""Added value: a claim with its verdict as it is handed over, and the names it is told with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from components import cards, charts, quantities
from components.records import Record, is_absent

PAGE = "pages/scorecard/added_value.py"
NONE_YET = "No claim of added value is in force yet."
BEGIN = "Somebody of the working group can put one forward here."


class Judged(Protocol):
    """A claim and its verdict, as `queries.portfolio` gives it."""

    @property
    def standing(self) -> Any:
        """The claim as it stands: claim_id, claim, version, newest, authors ..."""
        ...

    @property
    def verdict(self) -> Record:
        """Its row of `claim_verdict`."""
        ...

    @property
    def reasons(self) -> Sequence[Record]:
        """Its rows of `claim_reasons`."""
        ...


class Case(Judged, Protocol):
    """A claim with all that its case shows, as `queries.portfolio` gives it."""

    @property
    def is_as_agreed(self) -> bool:
        """Whether nothing is tried in place of what the claim says."""
        ...

    @property
    def tried(self) -> Any:
        """What is tried: start_date, indicator_id, window_start, left_out, put_back."""
        ...

    @property
    def lines(self) -> pd.DataFrame:
        """A row a period: period_end, period_label, is_after, actual, expected, beside."""
        ...

    @property
    def agency_lines(self) -> pd.DataFrame:
        """The same of the single agency's own measure."""
        ...

    @property
    def gaps(self) -> Mapping[str, pd.DataFrame]:
        """The gap with what lies behind it, by what that is; under '' the gap alone."""
        ...

    @property
    def mean(self) -> pd.DataFrame:
        """The mean effect by period: period_end, value, lower_limit, upper_limit."""
        ...

    @property
    def areas(self) -> Sequence[Record]:
        """Rows of `claim_areas_used`."""
        ...

    @property
    def how(self) -> Mapping[str, str]:
        """The SQL of each question."""
        ...


@dataclass(frozen=True)
class Names:
    """Names of areas and rows of indicators by their codes, and what stands under every chart."""

    areas: Mapping[str, str]
    indicators: Mapping[str, Record]
    source: str
    as_at: str

    def area(self, code: str) -> str:
        """An area's name, else its code."""
        return self.areas.get(code, code)

    def indicator(self, code: str | None) -> str:
        """An indicator's name, else its code."""
        known = self.indicators.get(code or "")
        return known["name"] if known else str(code)


def place(claim: Any, names: Names) -> str:
    """Where an initiative began: Harrow, or 4 areas of Harrow."""
    treated = len(claim.codes("treated"))
    name = names.area(claim.area_code)
    return f"{quantities.counted(treated, 'area')} of {name}" if treated else name


@dataclass(frozen=True)
class Subject:
    """The case in sight, with the names it is told with."""

    case: Case
    names: Names

    @property
    def claim(self) -> Any:
        """What is claimed."""
        return self.case.standing.claim

    @property
    def verdict(self) -> Record:
        """The row of `claim_verdict`."""
        return self.case.verdict

    @property
    def reasons(self) -> Sequence[Record]:
        """Rows of `claim_reasons`."""
        return self.case.reasons

    @property
    def areas(self) -> Sequence[Record]:
        """Rows of `claim_areas_used`."""
        return self.case.areas

    @property
    def area(self) -> str:
        """Name of the claim's area."""
        return self.names.area(self.claim.area_code)

    @property
    def place(self) -> str:
        """Where the initiative began: the claim's area, or how many parts of it; of parts that the
        sum had to leave out only that there are such.
        """
        treated = set(self.claim.codes("treated"))
        used = treated - {row["area_code"] for row in self.areas if row["part"] == "left_out"}
        if used and used != treated:
            return f"{len(used)} of the {len(treated)} areas of {self.area} that have it"
        return place(self.claim, self.names)

    @property
    def start(self) -> Any:
        """The day from which the effect is looked for."""
        return self.case.tried.start_date or self.claim.start_date

    @property
    def unit(self) -> str:
        """Unit of the outcome, empty where it is not known."""
        return "" if is_absent(self.verdict["unit"]) else self.verdict["unit"]

    @property
    def decimals(self) -> int:
        """Decimals that the outcome is usually written with."""
        return 1 if is_absent(self.verdict["decimals"]) else int(self.verdict["decimals"])


def card(  # noqa: PLR0913 what a chart must say, by keyword
    names: Names,
    drawn: charts.Drawing,
    rows: pd.DataFrame,
    part: str,
    *,
    title: str,
    alt: str,
    how: str,
    **others: Any,
) -> None:
    """A chart of one part of the page with its table and files; `others` as `chart_with_data`."""
    cards.chart_with_data(
        drawn,
        rows,
        name=f"added_value_{part}",
        source=names.source,
        as_at=names.as_at,
        title=title,
        alt=alt,
        how=how,
        **others,
    )
