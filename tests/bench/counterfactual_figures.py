"""What all placebos of a panel take, and a whole verdict, beside pysyncon where it is installed.

pysyncon is given the outcome before the start as its predictors, with the importances at which its
task is ours, so that both solve the same 40 problems; it is no requirement of the tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module, metadata
from importlib.util import find_spec
from statistics import median

import numpy as np
import pandas as pd

from queries.methods.added_value import added_value
from queries.methods.panel import Panel
from queries.methods.placebos import in_space
from tests.bench.figures import Figure
from tests.queries.methods.chance_panels import chance_panel

REPEATS = 5
BUDGET = 1000


def figures(units: int, periods: int = 30) -> list[Figure]:
    """All placebos of so many units and periods, and all that a claim's page shows."""
    pre = 2 * periods // 3
    panel = chance_panel(
        np.random.default_rng(1), units - 1, pre=pre, post=periods - pre, effect=-6
    )
    of = f"of {units} areas and {periods} periods"
    return [
        Figure(
            f"all placebos {of}",
            _milliseconds(lambda: in_space(panel), REPEATS),
            "ms",
            *_pysyncon(panel),
            budget=BUDGET,
        ),
        Figure(
            f"a claim judged {of}, with its agency's measure",
            _milliseconds(lambda: added_value(panel, "lower", agency=panel), REPEATS),
            "ms",
            budget=BUDGET,
        ),
    ]


def _pysyncon(panel: Panel) -> tuple[str, float | None]:
    """Its name and the milliseconds of the same placebos; words where it is not installed."""
    if find_spec("pysyncon") is None:
        print("pysyncon is not installed: placebos are measured without a comparison")
        return "", None
    taken = _milliseconds(lambda: _their_placebos(panel), 1)
    worse = _their_placebos(panel) / in_space(panel).pre_mspe - 1
    print(
        "pysyncon's squared error before the start, against the exact one: "
        f"{worse.min():+.1e} at least, {worse.max():+.1e} at most"
    )
    return f"pysyncon {metadata.version('pysyncon')}", taken


def _their_placebos(panel: Panel) -> np.ndarray:
    """The squared error before the start of every unit by pysyncon, the treated one first."""
    pysyncon = import_module("pysyncon")
    start, outcomes = panel.first_post, pd.DataFrame(panel.outcomes.T, columns=list(panel.units))
    errors = []
    for unit in [panel.treated, *panel.donors]:
        donors = [panel.units[place] for place in panel.donors if place != unit]
        past, own = outcomes.iloc[:start], outcomes[panel.units[unit]]
        spread = past[[panel.units[unit], *donors]].var(axis=1).to_numpy()
        synth = pysyncon.Synth()
        synth.fit(X0=past[donors], X1=own[:start], Z0=past[donors], Z1=own[:start],
                  custom_V=spread / spread.sum())  # fmt: skip
        mix = outcomes[donors].to_numpy() @ synth.W
        errors.append(float(((own - mix)[:start] ** 2).mean()))
    return np.array(errors)


def _milliseconds(sum_done: Callable[[], object], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        sum_done()
        taken.append(time.perf_counter() - begun)
    return median(taken) * 1000
