"""The limited process: reads the file it is ordered to and writes the texts as Arrow IPC.

Exit 0 done; 2 unreadable, with the reason as JSON on standard output; 3 out of memory.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path

from data.importing.formats import Order, Unreadable

MEMORY, SECONDS, OUTPUT = 4 * 2**30, 40, 4 * 2**30
MODULES = {"csv": "text", "xlsx": "workbook", "parquet": "columnar"}
PACKED = b"PK\x03\x04"  # how a workbook begins


def main(order: Order) -> None:
    """Write the order's file as an Arrow IPC file of texts."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        ceiling = resource.getrlimit(kind)[1]
        lowest = limit if ceiling == resource.RLIM_INFINITY else min(limit, ceiling)
        resource.setrlimit(kind, (lowest, lowest))
    import pyarrow as pa  # after the limits, so that they hold for it too

    module = import_module(f"data.importing.formats.{MODULES[_form(order)]}")
    rows, numbers = module.table(order)
    if not rows.num_rows:
        raise Unreadable("the file is empty", "It has a header but no rows: export it again.")
    if numbers is not None:
        rows = rows.append_column("\0row", numbers)
    rows = rows.unify_dictionaries()
    try:
        with pa.OSFile(order.output, "wb") as file, pa.ipc.new_file(file, rows.schema) as writer:
            writer.write_table(rows)
    except OSError as error:
        raise Unreadable(
            "the disk is full", "Free some space in the temporary folder, then import again."
        ) from error


def _form(order: Order) -> str:
    """The order's format; where it may be either, a workbook is known by how it begins."""
    if order.format in MODULES:
        return order.format
    with Path(order.file).open("rb") as file:
        return "xlsx" if file.read(len(PACKED)) == PACKED else "csv"


def _ended(order: Order) -> int:
    """Do what is ordered; the code to exit with."""
    try:
        main(order)
    except Unreadable as fault:
        reason = {
            "rule": fault.rule,
            "remedy": fault.remedy,
            "row": fault.row,
            "value": fault.value,
        }
        sys.stdout.write(json.dumps(reason))
        return 2
    except MemoryError:
        return 3
    return 0


if __name__ == "__main__":
    code = _ended(Order(**json.loads(sys.argv[1])))
    sys.stdout.flush()
    # Arrow's threads may still be ending: taking the process down around them aborts it at times,
    # and a good file would be refused.
    os._exit(code)
