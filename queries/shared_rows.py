"""Rows of an answer, which all viewers share: nobody changes them, others are made of them."""

from __future__ import annotations

from typing import Any, NoReturn

import pandas as pd

REFUSED = "All viewers share these rows: make others of them, as by assign."


class SharedRows(pd.DataFrame):
    """Rows that refuse to be changed in place; whatever is made of them is a frame like any other.

    What writes through a place (`rows.loc[0, "name"] = ...`) writes to a copy that nobody sees,
    which pandas warns of.
    """

    @property
    def _constructor(self) -> Any:
        return pd.DataFrame

    def __setitem__(self, key: Any, value: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(REFUSED)

    def __setattr__(self, name: str, value: Any) -> None:  # ty: ignore[override-of-final-method]
        """Refuse new headings and a new index."""
        if name in ("columns", "index"):
            raise TypeError(REFUSED)
        super().__setattr__(name, value)

    def insert(self, *_given: Any, **_named: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(REFUSED)

    isetitem = pop = insert
    _update_inplace = insert  # ty: ignore[override-of-final-method] all that takes inplace=True

    @property
    def loc(self) -> Any:
        """Places by name, to be read."""
        return self.copy(deep=False).loc

    @property
    def iloc(self) -> Any:
        """Places by number, to be read."""
        return self.copy(deep=False).iloc

    @property
    def at(self) -> Any:
        """One place by name, to be read."""
        return self.copy(deep=False).at

    @property
    def iat(self) -> Any:
        """One place by number, to be read."""
        return self.copy(deep=False).iat
