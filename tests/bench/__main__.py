"""`python -m tests.bench`: every figure with its budget, and what it was compared to."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import (
    claim_figures,
    counterfactual_figures,
    england_reference,
    import_figures,
    method_figures,
    scale_figures,
    serving_figures,
    thread_figures,
)
from tests.bench.figures import Figure, table
from tests.bench.serving_figures import Size

SMOKE = Size(viewers=4, think=1, seconds=2, turns=5, rounds=1, starts=1)
PARTS = (
    *("start", "reruns", "crowd", "import"),
    *("methods", "counterfactual", "claims", "thread", "england"),
)
# With 193 areas and 48 quarters, how many indicators make a million rows.
MILLION = 108


def main() -> None:
    """Measure the chosen parts and print one table; a missed budget is printed, not an error."""
    chosen = _chosen()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}")
    with tempfile.TemporaryDirectory(prefix="hsp-bench-") as folder:
        measures = _measures(chosen, chosen.folder or Path(folder))
        figures = [figure for part in chosen.only for figure in measures[part]()]
    print(table(figures))
    missed = [figure.what for figure in figures if figure.is_kept is False]
    print(f"missed: {'; '.join(missed)}" if missed else "every budget is kept")


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="tiny, to show that it all runs")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--scale", choices=("small", "full"), default="full", help="of England")
    parser.add_argument("--folder", type=Path, help="where England lies or is written, and stays")
    return parser.parse_args()


def _measures(chosen: argparse.Namespace, folder: Path) -> dict[str, Callable[[], list[Figure]]]:
    size = SMOKE if chosen.smoke else Size()
    is_small = chosen.smoke or chosen.scale == "small"
    scale = england_reference.SMALL if is_small else england_reference.FULL
    return {
        "start": lambda: serving_figures.starts(size),
        "reruns": lambda: serving_figures.reruns(size),
        "crowd": lambda: serving_figures.crowds(size),
        "import": lambda: import_figures.figures(2 if chosen.smoke else MILLION),
        "methods": lambda: method_figures.figures(20 if chosen.smoke else 2000),
        "thread": lambda: thread_figures.figures(size),
        "counterfactual": lambda: counterfactual_figures.figures(10 if chosen.smoke else 40),
        "claims": claim_figures.figures,
        "england": lambda: scale_figures.figures(folder, scale),
    }


if __name__ == "__main__":
    main()
