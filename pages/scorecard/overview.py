"""Overview: are we doing well, and what needs us?"""

import streamlit as st

from components import cards, charts, overview, sentences
from queries import as_at, fetch, how, judged_in, workspace

# Choose
home = workspace()
asked = judged_in(home.home_area)
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
themes, achievement = (
    fetch("status_by_theme", **by_theme),
    fetch("status_by_achievement_area", **asked),
)
moved = fetch("movements", **asked, most=5)
changed, late = fetch("status_changes", **asked), fetch("late_results", **asked)

# Show
cards.headline(*sentences.scorecard(summary, place))
cards.figures(overview.figures(summary))
groups = (
    ("theme", "Status by theme", themes, by_theme),
    ("achievement_area", "Status by area of achievement", overview.worded(achievement), asked),
)
for column, (group, title, rows, parameters) in zip(
    st.columns([3, 2], gap="large"), groups, strict=True
):
    with column:
        cards.chart_with_data(
            charts.status_bars(group=group, statuses=overview.present(rows)),
            rows,
            title=title,
            alt=overview.status_alt(rows, group, place),
            name=f"status_by_{group}",
            source=home.name,
            as_at=as_at(),
            how=how(f"status_by_{group}", **parameters),
        )
left, right = st.columns(2, gap="large")
with left:
    overview.moved(moved)
    overview.late(late)
with right:
    overview.changed(changed)
left, right = st.columns(2, gap="large")
with left:
    overview.movements_by_theme(fetch("movement_by_theme", **by_theme))
with right:
    overview.fresh(fetch("freshness", **asked))
