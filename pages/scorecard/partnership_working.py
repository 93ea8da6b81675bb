"""Partnership working: how well do we work as a partnership, what changed, who disagrees?"""

import streamlit as st

from components import cards, filters, partnership, person
from queries import as_at, ask, fetch, workspace
from queries.acting import acting

# Choose
home, offered = workspace(), fetch("questionnaires")
cards.nothing_if(offered.empty, partnership.NONE_YET, hint=partnership.BEGIN)
with filters.bar():
    of = {"questionnaire_id": partnership.questionnaire(offered, home.questionnaire)}
    rounds = ask("rounds", **of)
    round_id = partnership.round_of(rounds.rows)
    asked = fetch("dimension_scores", **of, is_finite=False)
    dimension = partnership.dimension(asked, round_id)
    sort = partnership.sort() if dimension else None
    is_finite = partnership.finite()

# Fetch
this, sure = {"round_id": round_id}, {"is_finite": is_finite}
scored, rates = ask("dimension_scores", **of, **sure), ask("response_rates", **of)
subject = partnership.Subject(
    rounds, scored, round_id, dimension, home.questions, home.name, as_at(), is_finite
)
partnership.stop_unless_shown(subject, rates)
by_group, items = ask("group_scores", **this, **sure), ask("item_scores", **this, **sure)
perceived = ask("perception_gaps", **this)

# Show
partnership.heading(subject, perceived, by_group, rates)
left, right = st.columns(2, gap="large")
if sort is None:
    with left:
        partnership.listed(subject)
        partnership.changed(subject, items)
    with right:
        partnership.by_round(subject)
        partnership.rates(subject, rates)
    partnership.grid(subject, by_group)
    partnership.perceptions(subject, by_group, perceived)
else:
    with left:
        partnership.by_round(subject)
    with right:
        partnership.standings(subject, by_group)
    partnership.answered(subject, items, ask("item_categories", **this), sort)
for part in partnership.opened(subject, may_read=acting(person.name()).may("working_group")):
    if part == "item_groups":
        theirs = ask("item_group_scores", **this, dimension=dimension)
        partnership.by_statement(subject, items, theirs)
    elif part == "reliability":
        partnership.reliability(
            subject, ask("reliability", **this), ask("reliability_items", **this)
        )
    elif part == "comments":
        partnership.comments(subject, ask("round_comments", **this))
