"""Outcomes: every indicator and how it stands; choose one for its case."""

import streamlit as st

from components import beside, case, control_chart, deeds, filters, lists, outlook, uses, voice
from queries import as_at, ask, compared_in, fetch, first, how, judge, judged_in, voicing, workspace
from queries.acting import acting

# Choose
home, me = workspace(), deeds.acted(acting, voicing)
offered = fetch("choices")
with filters.bar():
    indicator = filters.indicator(offered, any_label="All indicators")
    area = filters.area(fetch("areas"), default=home.home_area) or home.home_area
    judged = judge(then=filters.judged())
    is_case = indicator is not None
    with filters.narrowing(is_folded=is_case):
        status = filters.status()
        search_text = filters.text()
        with filters.more(is_open=is_case):
            scope = filters.scope(offered)
asked = judged_in(area)
search = {"search_text": search_text, "measured_only": area != home.home_area}
if indicator is None:
    whole = asked | scope | search | {"status": status}
    lists.scorecard(fetch("scorecard", **whole), judged, how=how("scorecard", **whole))
    st.stop()
one, place = {"indicator_id": indicator}, {"indicator_id": indicator, "area_code": area}
events = fetch("indicator_events", **place)
row = first("indicator_result", **asked, **one)
with filters.row():
    filters.back_to_list()
    chosen = control_chart.settings(events, is_seasonal=bool(row["is_seasonal"]))

# Fetch
others = compared_in(area)
signals = ask("indicator_signals", **place, **chosen.asked)
trend = ask("indicator_trend", **one, area_codes=[area, *others["comparator_codes"]])
forecast = ask("indicator_forecast", **place, is_across=chosen.is_across)
made = {"source": row["source"], "as_at": as_at()}

# Show
case.heading(row, signals.rows, judged)
control_chart.shown(row, signals, events, chosen, judged, **made)
voice.story(row, ask("indicator_commentary", **place), me, signals.rows, area)
left, right = st.columns(2, gap="large")
with left:
    outlook.shown(row, forecast, across=chosen.crossing, **made)
    case.over_time(row, trend, **made)
    case.departments(row, ask("indicator_departments", **place))
    uses.shown(row, ask("indicator_uses", **one), area_code=area)
    case.actions(ask("indicator_actions", **place, today=home.today))
with right:
    beside.shown(row, ask("indicator_comparators", **place, **others), **made)
    case.breakdowns(row, ask("indicator_breakdowns", **place), **made)
    case.definition(row)
