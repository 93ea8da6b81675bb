"""Questionnaire: answer the round in progress; see who has answered; run a round."""

import streamlit as st

from components import (
    answering,
    deeds,
    filters,
    person,
    round_form,
    round_links,
    round_running,
    rounds_asked,
)
from queries import answering as answers
from queries import asked, collecting, fetch, workspace
from queries.acting import acting

# Choose
me, home, link = acting(person.name()), workspace(), answering.token()
if link is not None:
    given = answers.given(link)
    answering.shown(answers, link, given, partnership=home.name)
    st.stop()
deeds.done(collecting, me)
with filters.bar():
    part = rounds_asked.part()

# Fetch
standing, progress = asked.standing(), asked.in_progress()
published = rounds_asked.together(
    fetch("rounds", questionnaire_id=each) for each in fetch("questionnaires")["questionnaire_id"]
)

# Show
told = person.told()
rounds_asked.heading(standing, progress, published)
if part == "rounds":
    rounds_asked.in_progress(standing, progress)
    rounds_asked.published(published)
    rounds_asked.elsewhere(collecting.template, collecting.guide)
elif round_running.needs(me):
    round_links.handed_out(told)
    writing = {"least": collecting.LEAST, "change": collecting.change}
    round_running.rounds(standing, progress, me, **writing, exchanged=asked.exchanged())
    round_form.new(
        collecting.askable(),
        asked.last_invited(),
        me,
        today=home.today,
        is_open=not progress,
        least=collecting.LEAST,
        make=collecting.make,
    )
    round_running.refused(asked.refused())
