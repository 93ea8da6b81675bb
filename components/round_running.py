"""Running a round, for the working group: its end, its publication, what was refused of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, person, quantities, round_form, round_links, sentences
from components.words import plain_text

STATES = {"draft": "Not open yet", "open": "Open", "closed": "Over", "published": "Published"}
REASONS = {
    "unknown_link": "A link that was never given out",
    "withdrawn_link": "A link that another has replaced",
    "not_open": "Before the round opened",
    "closed": "After the round was over",
    "unknown_statement": "A statement that is not asked",
    "off_the_scale": "Not one of the answers to choose from",
    "not_applicable_not_offered": "Not applicable where it is not offered",
    "unknown_dimension": "A part that is not asked",
    "comment_too_long": "A comment that is too long",
    "comment_unreadable": "A comment that cannot be shown",
    "too_many_changes": "More changes than one person makes",
}


def rounds(
    standing: Sequence[Any],
    progress: Mapping[str, Sequence[Any]],
    acting: person.Acting,
    *,
    least: tuple[int, int],
    change: Callable[..., Any],
    exchanged: Mapping[str, int],
) -> None:
    """Every round asked here that is not published, with what can be done about it.

    `least` is the smallest group and number that a round may show; `exchanged` counts by round
    the links that were exchanged.
    """
    waiting = [one for one in standing if one.state != "published"]
    if not waiting:
        cards.nothing("No round is being asked.", hint="Make one below.")
    for one in waiting:
        cards.section(f"{one.record.body.plan.title}: {STATES[one.state].lower()}")
        _facts(one, exchanged.get(one.record.record_id, 0))
        if one.state == "closed":
            _publication(one.record, progress[one.record.record_id])
        else:
            round_links.to_issue(one.record)
            round_links.to_exchange(one.record)
            round_links.to_recall(one.record)
            round_form.change(one.record, acting, least=least, write=change)
        if one.state == "open":
            _early_end(one.record)
    _published_last([one.record for one in standing if one.state == "published"])


def _published_last(records: Sequence[Any]) -> None:
    """Where the results and comments of the round that was published last are."""
    if not records:
        return
    record = max(records, key=lambda one: one.body.data_version)
    plan = record.body.plan
    cards.section(f"{plan.title}: published")
    cards.quiet(
        f"It is data version {record.body.data_version}. Its results are for everybody. What "
        "people wrote is for the working group alone: open “Comments” at the foot of the same page."
    )
    cards.link(
        "pages/scorecard/partnership_working.py",
        f"Results and comments of {plan.title}",
        questionnaire=plan.questionnaire_id,
        round=record.record_id,
    )


def refused(found: Sequence[Any]) -> None:
    """Answers that were not taken: when and why, never what they said."""
    if not found:
        return
    with st.expander(quantities.counted(len(found), "answer was refused", "answers were refused")):
        cards.quiet(
            "The form sends none of these: somebody tried something else, or answered after the "
            "end. Nothing of what was sent is kept. At most 200 a day stand here."
        )
        rows = pd.DataFrame(
            {
                "Day": [sentences.day(one.body.on) for one in found],
                "Why": [REASONS[one.body.reason] for one in found],
                "Round": [one.body.round_id or "Not known" for one in found],
            }
        ).value_counts(sort=False).reset_index(name="Times")  # fmt: skip
        cards.table(rows, alt="Refused answers by day and reason", name="refused")


def _facts(one: Any, exchanged: int) -> None:
    plan, body = one.record.body.plan, one.record.body
    invited = sum(cell.people for cell in plan.invited)
    issued = sum(cell.people for cell in body.issued)
    people = quantities.counted(invited, "person", "people")
    again = f", {exchanged:,} of them exchanged" if exchanged else ""
    cards.definition(
        {
            "Dates": f"{sentences.day(plan.opens)} to {sentences.day(body.last_day)}",
            "Asked": f"{len(body.items)} statements of {plan.questionnaire_id.replace('_', ' ')}",
            "Invited": f"{people}; {issued:,} with a link{again}",
            "Shown": f"Groups of {plan.minimum_group} people or more, and answers that "
            f"{plan.smallest_count} or more gave",
        }
    )


def _early_end(record: Any) -> None:
    key = f"close_why_{record.record_id}_{record.version}"
    with st.expander("Close it before its last day"), st.form(f"close_{key}", border=False):
        st.text_input("Why it closes early", key=key, max_chars=500)
        st.form_submit_button(
            "Close the round",
            on_click=_noted,
            args=("close", record.record_id, record.version, key),
        )


def _publication(record: Any, rows: Sequence[Any]) -> None:
    """What publishing would show, and the button that does it."""
    st.markdown(plain_text(preview(rows, record.body.plan.minimum_group)))
    key = f"publish_why_{record.record_id}_{record.version}"
    with st.form(f"publish_{key}", border=False):
        st.text_input("Why it is published", value="The round is over", key=key, max_chars=500)
        st.form_submit_button(
            "Publish the round",
            type="primary",
            on_click=_noted,
            args=("publish", record.record_id, record.version, key),
        )


def preview(rows: Sequence[Any], minimum: int) -> str:
    """How many responses there are, and which organisations are too small to be shown."""
    whole, *others = rows
    if whole.responses is None:
        return f"Fewer than {minimum} people answered, so nothing but their invitation would show."
    small = [row.name for row in others if row.kind == "organisation" and row.note]
    said = quantities.counted(whole.responses, "response", "responses")
    if not small:
        return f"{said} would be published; every organisation is large enough to be shown."
    named = quantities.counted(len(small), "organisation is", "organisations are")
    return f"{said} would be published; {named} too small to be shown: {', '.join(small)}."


def _noted(verb: str, round_id: str, version: int, key: str) -> None:
    deeds.note(verb, round_id, texts={"why": key}, after=version)


def needs(acting: person.Acting) -> bool:
    """Whether the person may run rounds; words why not otherwise."""
    return person.needs(acting, "working_group", "run a round of the questionnaire")
