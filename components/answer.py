"""An answer as a page hands it over: the rows of one question, and the SQL that makes them."""

from __future__ import annotations

from typing import Protocol

import pandas as pd


class Answer(Protocol):
    """Rows, and the SQL that makes them outside the app; `queries.ask` gives one."""

    @property
    def rows(self) -> pd.DataFrame:
        """The rows of the question."""
        ...

    @property
    def how(self) -> str:
        """The SQL, with its parameters and the data version."""
        ...
