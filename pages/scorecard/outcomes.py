"""Outcomes: every indicator and how it stands; choose one for its case."""

import streamlit as st

from components import cards, case, filters, lists, sentences
from queries import as_at, fetch, how, judged_in, workspace

# Choose
home = workspace()
offered = fetch("choices")
with filters.bar():
    indicator = filters.indicator(offered, any_label="All indicators")
    area = filters.area(fetch("areas"), default=home.home_area) or home.home_area
    status = filters.status()
    search_text = filters.text()
    with filters.more():
        collection = filters.collection(sentences.collections(offered["collection"]))
        theme = filters.theme_choice(sorted(offered["theme"].unique()))
        partner = filters.partner(sorted(offered["partner"].unique()))
beside = [code for code in (*home.comparators, home.home_area) if code != area]

# Fetch
asked = judged_in(area)
narrowed = {"collection": collection, "theme": theme, "partner": partner, "status": status}
search = {"search_text": search_text, "measured_only": area != home.home_area}
if indicator is None:
    whole = asked | narrowed | search
    lists.scorecard(fetch("scorecard", **whole), how=how("scorecard", **whole))
    st.stop()
one, place = {"indicator_id": indicator}, {"indicator_id": indicator, "area_code": area}
row = fetch("indicator_result", **asked, **one).iloc[0]
trend = fetch("indicator_trend", **one, area_codes=[area, *beside])
made = case.Provenance(
    source=row["source"],
    as_at=as_at(),
    trend=how("indicator_trend", **one, area_codes=[area, *beside]),
    breakdowns=how("indicator_breakdowns", **place),
)

# Show
filters.back_to_list()
case.heading(row)
case.trend(row, trend, fetch("indicator_events", **one), made)
left, right = st.columns(2, gap="large")
with left:
    case.counts(row, trend, made)
    parts = fetch("indicator_departments", **place)
    case.departments(parts, row, how=how("indicator_departments", **place))
    case.uses(fetch("indicator_uses", **one), row, how=how("indicator_uses", **one))
    cards.link("pages/drill_down/geography.py", "See it on the map", indicator=indicator, area=area)
with right:
    case.breakdowns(row, fetch("indicator_breakdowns", **place), made)
    case.definition(row)
