"""The report of one import: what would change, what is wrong, and which version is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from data.contract import Fault


@dataclass(frozen=True)
class StatusChange:
    """How many statuses go from one to another."""

    status_before: str
    status_after: str
    status_count: int


@dataclass(frozen=True)
class Report:
    """What an import found and did; `version` is the one published, else the one still served.

    `rows` counts what was understood, `noun` says of what; added, changed, removed and unchanged
    compare them with what is published. `left_out` counts what the recipe keeps out, by reason.
    """

    source: str
    noun: str = "results"
    rows: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    warnings: tuple[Fault, ...] = ()
    errors: tuple[Fault, ...] = ()
    version: int | None = None
    is_published: bool = False
    is_dry_run: bool = False
    reason: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    status_changes: tuple[StatusChange, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether something stands in the way: an error, or a warning that nobody has answered."""
        is_answered = bool(self.reason and self.reason.strip())
        return bool(self.errors) or (self.changes > 0 and bool(self.warnings) and not is_answered)

    @property
    def changes(self) -> int:
        """How many published rows would be different."""
        return self.added + self.changed + self.removed

    def as_dict(self) -> dict[str, object]:
        """One JSON object; each error and warning has row, column, value, rule and remedy."""
        return asdict(self) | {
            "warnings": [fault.as_dict() for fault in self.warnings],
            "errors": [fault.as_dict() for fault in self.errors],
            "left_out": dict(self.left_out),
            "is_refused": self.is_refused,
        }
