"""A report in plain words, for the command line."""

from __future__ import annotations

from data.contract import Fault
from data.importing.report import Report

SHOWN = 10


def lines(report: Report) -> list[str]:
    """What the import found and did, the outcome first."""
    said = [_outcome(report)]
    if report.rows and not report.errors:
        said.append(
            f"{report.rows:,} {report.noun} read: {report.added:,} added, "
            f"{report.changed:,} changed, {report.removed:,} removed, "
            f"{report.unchanged:,} unchanged."
        )
    said += [f"Left out: {count:,} {reason}." for reason, count in report.left_out.items()]
    said += [
        f"Status: {change.status_count:,} from {change.status_before} to {change.status_after}."
        for change in report.status_changes
    ]
    for heading, faults in (("Error", report.errors), ("Warning", report.warnings)):
        said += [f"{heading}: {_fault(fault)}" for fault in faults[:SHOWN]]
        if len(faults) > SHOWN:
            said.append(f"... and {len(faults) - SHOWN} more; --json lists them.")
    if report.is_refused and not report.errors:
        said.append("If these warnings are as they should be, say why with --reason TEXT.")
    return said


def _outcome(report: Report) -> str:
    served = (
        "nothing is served" if report.version is None else f"version {report.version} is served"
    )
    if report.is_published:
        return f"Published as version {report.version}."
    if report.is_refused:
        return f"Refused: nothing was published, {served} as before."
    if not report.changes:
        return f"Nothing to publish: all of it is published already, {served}."
    return f"Dry run: nothing stands in the way, nothing was published, {served}."


def _fault(fault: Fault) -> str:
    where = [
        f"row {fault.row}" if fault.row is not None else "",
        f"column {fault.column}" if fault.column else "",
        f"value {fault.value!r}" if fault.value is not None else "",
    ]
    place = ", ".join(part for part in where if part)
    many = f" ({fault.rows_affected:,} rows)" if fault.rows_affected > 1 else ""
    return f"{fault.rule}{many}{': ' + place if place else ''}. {fault.remedy}"
