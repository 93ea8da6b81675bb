"""Faults: what is wrong with rows, where, by which rule, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one row: where, what, which rule, and how to mend it."""

    rule: str
    remedy: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    rows_affected: int = 1
    is_warning: bool = False

    def as_dict(self) -> dict[str, object]:
        """Plain values, for JSON."""
        return asdict(self)


@dataclass
class Verdict:
    """What the check found: faults that forbid publishing, and warnings that need a reason."""

    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """File a fault under errors or warnings."""
        (self.warnings if fault.is_warning else self.errors).append(fault)


class ContractError(ValueError):
    """Rows broke the contract; `faults` says where and how to mend each."""

    def __init__(self, table: str, faults: list[Fault]) -> None:
        """Keep the faults for whoever reports them."""
        self.table, self.faults = table, faults
        first = faults[0]
        super().__init__(
            f"{table}: {len(faults)} fault(s); first: {first.rule} "
            f"(column {first.column}, value {first.value!r}). {first.remedy}"
        )
