"""Exponential smoothing with an additive error, trend and season, fitted by statsmodels.

Source: Hyndman et al., Forecasting with exponential smoothing (2008). Packages differ in the
optimum they find; their intervals are held against R's within half a standard error.
"""

from __future__ import annotations

import math
import warnings

import numpy as np
import pandas as pd

Z95 = 1.959963984540054


def smoothed(
    values: np.ndarray, horizon: int, *, is_damped: bool = False, seasons: int = 1
) -> tuple[np.ndarray, np.ndarray] | None:
    """Means and standard errors of the periods ahead; None where no model can be fitted."""
    if np.ptp(values) == 0:
        return None
    # Half a second to import, and most pages never forecast.
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fit that stops early is judged by its figures below
        model = ETSModel(
            pd.Series(values),
            error="add",
            trend="add",
            damped_trend=is_damped,
            **({"seasonal": "add", "seasonal_periods": seasons} if seasons > 1 else {}),
        )
        try:
            fit = model.fit(disp=False)
            ahead = fit.get_prediction(start=values.size, end=values.size + horizon - 1)
            frame = ahead.summary_frame(alpha=0.05)
        except (ValueError, np.linalg.LinAlgError):
            return None
    mean, upper = frame["mean"].to_numpy(), frame["pi_upper"].to_numpy()
    # statsmodels divides by the number of values, R by what the parameters leave of it.
    left = values.size - model.k_params
    if left < 1:
        return None
    error = (upper - mean) / Z95 * math.sqrt(values.size / left)
    return (mean, error) if np.isfinite(mean).all() and np.isfinite(error).all() else None
