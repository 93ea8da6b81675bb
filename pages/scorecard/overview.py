"""Overview: are we doing well, and what needs us?"""

import streamlit as st

from components import cards, overview, sentences
from queries import as_at, fetch, how, judged_in, workspace

# Choose
home = workspace()
asked = judged_in(home.home_area)
by_theme = asked | {"themes": home.themes}

# Fetch
summary = fetch("scorecard_summary", **asked).iloc[0]
cards.nothing_if(
    not summary["indicators"],
    "No scorecard indicator is published yet.",
    hint="Import a file to begin.",
)
names = fetch("areas").set_index("area_code")["name"]
themes = fetch("status_by_theme", **by_theme)
achievement = fetch("status_by_achievement_area", **asked)
moved, changed = fetch("movements", **asked, most=5), fetch("status_changes", **asked)
movements, late = fetch("movement_by_theme", **by_theme), fetch("late_results", **asked)

# Show
cards.headline(*sentences.scorecard(summary, names.get(home.home_area, home.home_area)))
cards.figures(overview.figures(summary))
made = {"source": home.name, "as_at": as_at()}
left, right = st.columns([4, 3], gap="large")
with left:
    overview.status_by_theme(themes, how=how("status_by_theme", **by_theme), **made)
with right:
    overview.status_by_achievement_area(
        achievement, how=how("status_by_achievement_area", **asked), **made
    )
left, right = st.columns(2, gap="large")
with left:
    overview.moved(moved)
    overview.late(late)
with right:
    overview.changed(changed)
left, right = st.columns(2, gap="large")
with left:
    overview.movements_by_theme(movements)
with right:
    overview.fresh(fetch("freshness", **asked))
