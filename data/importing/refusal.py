"""Refusal: the one exception that says a file cannot be imported; light, so that it loads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.contract import Fault


class FileRefused(ValueError):
    """The file cannot be imported as it is; `faults` say why and how to mend each."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults for the report."""
        super().__init__("; ".join(f"{fault.rule}: {fault.remedy}" for fault in faults))
        self.faults = faults


def refused(
    rule: str,
    remedy: str,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> FileRefused:
    """The exception for one fault."""
    from data.contract import Fault

    return FileRefused(Fault(rule, remedy, row, column, value))
