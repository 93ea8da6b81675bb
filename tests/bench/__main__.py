"""`python -m tests.bench`: every figure with its budget, and what it was compared to."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import england, scale_figures, serving_figures
from tests.bench.figures import Figure, table
from tests.bench.serving_figures import Size

SMOKE = Size(viewers=4, think=1, seconds=2, turns=5, rounds=1, starts=1)
PARTS = ("start", "reruns", "crowd", "england")


def main() -> None:
    """Measure the chosen parts and print one table; a missed budget is printed, not an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="tiny, to show that it all runs")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--scale", choices=("small", "full"), default="full", help="of England")
    parser.add_argument("--folder", type=Path, help="where to write; kept there with --keep")
    parser.add_argument("--keep", action="store_true", help="leave the written workspaces")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="hsp-bench-"))
    is_small = chosen.smoke or chosen.scale == "small"
    scale = england.SMALL if is_small else england.FULL
    size = SMOKE if chosen.smoke else Size()
    measures: dict[str, Callable[[], list[Figure]]] = {
        "start": lambda: serving_figures.starts(size),
        "reruns": lambda: serving_figures.reruns(size),
        "crowd": lambda: serving_figures.crowds(size),
        "england": lambda: scale_figures.figures(folder, scale, is_kept=chosen.keep),
    }
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}")
    figures = [figure for part in chosen.only for figure in measures[part]()]
    print(table(figures))
    missed = [figure.what for figure in figures if figure.is_kept is False]
    print(f"missed: {', '.join(missed)}" if missed else "every budget is kept")


if __name__ == "__main__":
    main()
