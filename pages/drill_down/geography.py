"""Geography: one indicator across areas, from the borough down and back up."""

import streamlit as st

from components import area_trends, cards, filters, funnels, geography, inequality
from components.records import records
from queries import as_at, ask, boundaries, fetch, judge, workspace

# Choose
home = workspace()
areas, mapped = fetch("areas"), fetch("area_indicators")
cards.nothing_if(mapped.empty, "No indicator is measured in more than one area yet.")
bar = filters.bar()
with bar:
    indicator = filters.indicator(mapped)
    area = filters.area(areas, default=home.home_area) or home.home_area
    scope = fetch("area_scope", indicator_id=indicator, area_code=area, area_types=home.area_types)
    cards.nothing_if(scope.empty, "This indicator is not measured in or around this area.")
    kinds = {kind: home.area_type_name(kind, is_plural=True) for kind in scope["area_type"]}
    area_type = filters.area_type(kinds) or next(iter(kinds))
within = next(row["parent_code"] for row in records(scope) if row["area_type"] == area_type)
shown = fetch("areas_shown", parent_code=within, area_type=area_type)
places = {"indicator_id": indicator, "area_codes": [*shown["area_code"], within]}
periods = fetch("area_periods", **places)
cards.nothing_if(periods.empty, "This indicator has no result in these areas.")
with bar:
    known = [row["period_label"] for row in records(periods) if row["value_note"] != "projected"]
    period = filters.period(periods["period_label"], default=next(iter(known[::-1]), None))
    compared = filters.compared(shown, area)
when = next(row for row in records(periods) if row["period_label"] == period)

# Fetch
at = {"period_start": when["period_start"].date(), "period_end": when["period_end"].date()}
parts, focus = places | {"parent_code": within}, {"focus_code": area}
about = geography.about(mapped, indicator)
values = ask("area_values", **parts, **at, **focus)
names = {"kind": kinds[area_type], "one": home.area_type_name(area_type)}
subject = geography.Subject(indicator=about, **names, values=values, as_at=as_at())
funnel = [ask(name, **parts, **at, **focus) for name in ("area_funnel", "area_funnel_limits")]
unequal = ask("area_inequality", **parts, **at, deprivation_id=home.deprivation)
trends = ask("area_trends", **parts, **focus, compared_code=compared)

# Show
geography.trail(fetch("area_trail", area_code=area))
geography.heading(subject)
left, right = st.columns(2, gap="large")
with left:
    geography.area_map(subject, boundaries(area_type))
    geography.against_targets(ask("area_statuses", **places, **at), judge(then=False))
with right:
    geography.ranked(subject)
left, right = st.columns(2, gap="large")
with left:
    funnels.funnel(subject, *funnel)
with right:
    inequality.by_deprivation(subject, unequal)
area_trends.over_time(subject, trends)
cards.link("pages/scorecard/outcomes.py", "Open its case", indicator=indicator, area=area)
