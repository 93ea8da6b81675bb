"""The columns of an interrupted series: level, slope, step, bend and seasons.

Source: Lopez Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46:
348-355.
"""

from __future__ import annotations

import numpy as np


def design_of(
    length: int, first_post: int, season: int, harmonics: int, has_bend: bool
) -> tuple[np.ndarray, list[str]]:
    """The columns of the fit and their names."""
    time = np.arange(1.0, length + 1)
    post = np.arange(length) >= first_post
    columns = {"level": np.ones(length), "slope": time, "step": post * 1.0}
    if has_bend:
        columns["bend"] = np.maximum(time - first_post, 0.0)
    for wave in range(1, harmonics + 1):
        angle = 2 * np.pi * wave * time / season
        columns |= {f"sine_{wave}": np.sin(angle), f"cosine_{wave}": np.cos(angle)}
    return np.column_stack(list(columns.values())), list(columns)


def broken_of(design: np.ndarray, names: list[str]) -> np.ndarray:
    """The columns that the start brought in, the others as 0."""
    return design * np.array([name in ("step", "bend") for name in names])
