"""The table of indicators: what a reader sees of the icons of control charts."""

from __future__ import annotations

import pandas as pd

from components.indicator_table import worded


def test_both_icons_of_limits_on_trial_say_so():
    rows = pd.DataFrame(
        {
            "indicator_id": ["A", "B", "C"],
            "variation": ["concern_low", "common_cause", None],
            "assurance": ["consistent_fail", "consistent_pass", None],
            "is_trial": [True, False, False],
        }
    )

    shown = worded(rows)

    assert shown["variation"].tolist() == [["▼ Worse, low (trial)"], ["∿ Usual variation"], []]
    assert shown["assurance"].tolist() == [
        ["✗ Consistently fails (trial)"],
        ["✓ Consistently passes"],
        [],
    ]
