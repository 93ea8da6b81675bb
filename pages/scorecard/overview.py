"""Overview: are we doing well, and what needs us?"""

import streamlit as st

from components import added_value, cards, filters, judging, overview, partnership, sentences
from queries import as_at, ask, fetch, first, how, judge, judged_in, workspace
from queries.claim_cases import named
from queries.portfolio import portfolio_if_ready

# Choose
home = workspace()
with filters.bar():
    judged = judge(then=filters.judged())
asked = judged_in(home.home_area)
by_theme, most = asked | {"themes": home.themes}, asked | {"most": 5}

# Fetch
summary = first("scorecard_summary", **asked)
empty = "No scorecard indicator is published yet."
cards.nothing_if(not summary["indicators"], empty, hint="Import a file to begin.")
names, _ = named()
together = partnership.main(fetch("questionnaires"), home.questionnaire)

# Show
happened, known = sentences.scorecard(summary, names.get(home.home_area, home.home_area))
cards.headline(happened, judging.joined(known, judged))
cards.figures(overview.figures(summary))
made = {"source": home.name, "as_at": as_at()}
with_themes, with_areas = st.columns([4, 3], gap="large")
with with_themes:
    rows = fetch("status_by_theme", **by_theme)
    overview.status_by_theme(rows, judged, how=how("status_by_theme", **by_theme), **made)
with with_areas:
    rows = fetch("status_by_achievement_area", **asked)
    overview.status_by_achievement_area(
        rows, judged, how=how("status_by_achievement_area", **asked), **made
    )
how_we_work, what_we_achieve = st.columns(2, gap="large")
with how_we_work:
    if together is not None:
        scores = ask("dimension_scores", questionnaire_id=together, is_finite=False)
        partnership.on_overview(scores, home.questions)
with what_we_achieve:
    added_value.on_overview(portfolio_if_ready)
left, right = st.columns(2, gap="large")
with left:
    overview.moved(fetch("movements", **most), how=how("movements", **most))
    overview.late(fetch("late_results", **asked), how=how("late_results", **asked))
    overview.movements_by_theme(
        fetch("movement_by_theme", **by_theme), how=how("movement_by_theme", **by_theme)
    )
with right:
    overview.changed(fetch("status_changes", **asked), judged, how=how("status_changes", **asked))
    overview.movements_by_achievement_area(
        fetch("movement_by_achievement_area", **asked),
        how=how("movement_by_achievement_area", **asked),
    )
    overview.fresh(fetch("freshness", **asked), how=how("freshness", **asked))
