"""`python -m tests.bench`: every figure with its budget, and what it was compared to."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable

from tests.bench import serving_figures
from tests.bench.figures import Figure, table
from tests.bench.serving_figures import Size

SMOKE = Size(viewers=4, think=1, seconds=2, turns=5, rounds=1, starts=1)
PARTS = ("start", "reruns", "crowd")


def main() -> None:
    """Measure the chosen parts and print one table; a missed budget is printed, not an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="tiny, to show that it all runs")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    chosen = parser.parse_args()
    size = SMOKE if chosen.smoke else Size()
    measures: dict[str, Callable[[], list[Figure]]] = {
        "start": lambda: serving_figures.starts(size),
        "reruns": lambda: serving_figures.reruns(size),
        "crowd": lambda: serving_figures.crowds(size),
    }
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}")
    figures = [figure for part in chosen.only for figure in measures[part]()]
    print(table(figures))
    missed = [figure.what for figure in figures if figure.is_kept is False]
    print(f"missed: {', '.join(missed)}" if missed else "every budget is kept")


if __name__ == "__main__":
    main()
