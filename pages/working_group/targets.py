"""Baselines and targets: a target tried on an indicator's own past before anyone adopts it."""

import streamlit as st

from components import bench, cards, filters, person, proposing, trial_choices, trials_beside
from queries import acting, as_at, deciding, fetch, how, trials, workspace
from queries.bench import calendar, subject, tested

# Choose
home = workspace()
with filters.bar():
    indicator = filters.indicator(fetch("choices")) or ""
    area = filters.area(fetch("areas"), default=home.home_area) or home.home_area
cards.nothing_if(not indicator, "No indicator is published yet.", hint="Import a file first.")
place = {"indicator_id": indicator, "area_code": area}
periods = calendar(**place)
cards.nothing_if(periods.empty, "This indicator has no settled result here to set a target by.")
about, top = subject(**place), st.container()
left, right = bench.sides()
with left:
    mine, others = trial_choices.chosen(periods), trials_beside.beside()

# Fetch
chosen = {"A": mine} | others
tried = {letter: tested(**place, trial=trials.Trial(**one)) for letter, one in chosen.items()}
at_hand = tried["A"]
who = acting.acting(person.name())

# Show
with top:
    bench.heading(about, at_hand)
    proposing.told()
with left:
    trials_beside.keeping(mine, at_hand.facts, others)
with right:
    bench.shown(about, tried, as_at=as_at())
bench.compared(about, tried)
if at_hand.rule is not None:
    section = proposing.section(at_hand.trial.name)
    if section.open:
        with section:
            supposed = place | {"supposing": at_hand.rule}
            proposing.flips(fetch("status_flips", **supposed), how=how("status_flips", **supposed))
            if person.needs(who, "working_group", "propose a target"):
                proposing.form(follows=deciding.newest_version(**place))
    argued = proposing.argued()
    if argued is not None:
        facts = at_hand.facts
        person.tell(deciding.propose(at_hand.rule, **argued, facts=facts, who=who.name or ""))
