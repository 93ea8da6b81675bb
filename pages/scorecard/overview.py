"""Overview: are we doing well, and what needs us?"""

import streamlit as st

from components import cards, charts, overview, sentences
from queries import as_at, fetch, how, workspace

# Choose
home = workspace()
asked = {"area_code": home.home_area, "today": home.today}
by_theme = asked | {"themes": home.themes}

# Fetch
summary = fetch("scorecard_summary", **asked).iloc[0]
areas = fetch("areas").set_index("area_code")["name"]
if not summary["indicators"]:
    cards.nothing(
        "No scorecard indicator is published yet.", hint="Import a partner's file to begin."
    )
    st.stop()
place = areas.get(home.home_area, home.home_area)
themes, achievement = fetch("status_by_theme", **by_theme), fetch("status_by_achievement_area", **asked)
moved = fetch("movements", **asked, most=6)
changed, late = fetch("status_changes", **asked), fetch("late_results", **asked)

# Show
cards.headline(*sentences.scorecard(summary, place), title="Overview")
cards.figures(overview.figures(summary))
left, right = st.columns([3, 2], gap="large")
with left:
    for rows, group, title in (
        (overview.worded(achievement), "achievement_area", "Status by area of achievement"),
        (themes, "theme", "Status by theme"),
    ):
        cards.chart_with_data(
            charts.status_bars(group=group),
            rows,
            title=title,
            alt=overview.status_alt(rows, group, place),
            name=f"status_by_{group}",
            source=home.name,
            as_at=as_at(),
            how=how(f"status_by_{group}", **(by_theme if group == "theme" else asked)),
        )
    overview.movements_by_theme(fetch("movement_by_theme", **by_theme))
with right:
    overview.moved(moved)
    overview.changed(changed)
    overview.fresh(fetch("freshness", **asked), late)
