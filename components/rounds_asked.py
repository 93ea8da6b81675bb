"""Rounds for everybody: the one in progress, how many have answered, and those published so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, quantities, sentences
from components.choices import segments
from components.words import plain_text

PARTS = {"rounds": "Rounds", "run": "Run a round"}
KINDS = {"organisation": "Organisation", "respondent_group": "Group"}
HELD_BACK = (
    "Numbers by group are not shown, because together with those by organisation they would give "
    "away a few people."
)
SO_FAR = (
    "While a round is open, numbers are told in whole steps of {0} and by organisation only, so "
    "that they do not show who has just answered. The exact ones, also by group, come when it is "
    "over. "
    "Not shown are organisations of which fewer than {0} are invited, and those from which their "
    "numbers could be worked out. Results are shown once the round is over and published."
)
OVER = (
    "A number below {0} is not shown, nor one from which it could be worked out. Results are shown "
    "once the round is published."
)
HOW_TO_ANSWER = (
    "Those who are asked have a link of their own, sent to them by the partnership. Whoever has "
    "lost it can ask the performance working group."
)
BLANK = (
    "One row a person, one column a statement. The workbook also holds what follows here, and each "
    "statement in full."
)
IMPORT = "python -m data import FILE --source partnership_round --workspace FOLDER"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"xlsx": ("Excel workbook", WORKBOOK), "csv": ("CSV", "text/csv")}
COLUMNS = {
    "title": "Round",
    "closes_date": "Closed",
    "invited": "Invited",
    "responses": "Answered",
    "response_rate": "Response rate (%)",
}


def part() -> str:
    """Chosen part of the page."""
    return segments("part", "Show", PARTS, "rounds") or "rounds"


def heading(
    standing: Sequence[Any], progress: Mapping[str, Sequence[Any]], published: pd.DataFrame
) -> None:
    """Whether a round is open and how many have answered; else what there was last."""
    is_open = [one for one in standing if one.state == "open"]
    waiting = [one for one in standing if one.state == "closed"]
    if is_open:
        plan = is_open[-1].record.body.plan
        said = f"{plan.title} is open until {sentences.day(plan.closes)}."
        least = plan.minimum_group
        cards.headline(said, answered(progress[is_open[-1].record.record_id][0], least))
    elif waiting:
        one = waiting[-1].record
        said = f"{one.body.plan.title} is over and waits to be published."
        cards.headline(said, answered(progress[one.record_id][0], one.body.plan.minimum_group))
    else:
        cards.headline("No round of the questionnaire is open.", _last(published))


def answered(whole: Any, least: int) -> str:
    """How many of those invited have answered: in steps of `least` as long as the round is open."""
    if whole.at_least is not None:
        said = sentences.capital(_steps(whole.at_least, least))
        return f"{said} of {whole.invited:,} people invited have answered so far."
    if whole.responses is None:
        return f"Fewer than {least} of {whole.invited:,} people invited answered."
    share = f" ({whole.responses / whole.invited:.0%})" if whole.invited else ""
    return f"{whole.responses:,} of {whole.invited:,} people invited answered{share}."


def in_progress(standing: Sequence[Any], progress: Mapping[str, Sequence[Any]]) -> None:
    """How many have answered in each round that is not published, by organisation and group."""
    for one in standing:
        if rows := progress.get(one.record.record_id):
            cards.section(f"Who has answered: {one.record.body.plan.title}")
            least = one.record.body.plan.minimum_group
            turnout(rows, least, name=one.record.record_id)
            cards.quiet((SO_FAR if one.state == "open" else OVER).format(least))
    if any(one.state == "open" for one in standing):
        cards.quiet(HOW_TO_ANSWER)


def turnout(rows: Sequence[Any], least: int, *, name: str) -> None:
    """Numbers invited and answered, by organisation and, once it is over, by group beside it."""
    columns = st.columns(2, gap="large")
    for column, (kind, heading) in zip(columns, KINDS.items(), strict=True):
        mine = [row for row in rows if row.kind == kind]
        if not mine:
            continue
        shown = pd.DataFrame(
            {
                heading: [row.name for row in mine],
                "Invited": [row.invited for row in mine],
                "Answered": [_count(row, least) for row in mine],
            }
        )
        with column:
            if any(row.note == "held_back" for row in mine):
                cards.quiet(HELD_BACK)
            cards.table(shown, alt=f"{heading}: invited and answered", name=f"{name}_{kind}")


def _count(row: Any, least: int) -> str:
    if row.note:
        return "Not shown"
    if row.at_least is not None:
        return sentences.capital(_steps(row.at_least, least))
    return f"{row.responses:,}"


def _steps(at_least: int, least: int) -> str:
    return f"at least {at_least:,}" if at_least else f"fewer than {least}"


def together(rounds: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Published rounds of every questionnaire in one list, the first to close first."""
    frames = [frame for frame in rounds if not frame.empty]
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(frames).sort_values("closes_date", kind="stable", ignore_index=True)


def published(rounds: pd.DataFrame) -> None:
    """Every published round, the newest first."""
    cards.section("Rounds so far")
    if rounds.empty:
        cards.nothing(
            "No round is published yet.",
            hint="One asked here is published when it is over; one asked elsewhere is imported.",
        )
        return
    shown = rounds[::-1][list(COLUMNS)].rename(columns=COLUMNS)
    shown["Response rate (%)"] = shown["Response rate (%)"].round(0)
    shown["Closed"] = [sentences.day(moment) for moment in shown["Closed"]]
    cards.table(shown, alt="Published rounds of the questionnaire", name="rounds")
    cards.link("pages/scorecard/partnership_working.py", "See what the rounds found")


def elsewhere(
    template: Callable[[Any], bytes | None], guide: Callable[[], Sequence[Sequence[str]]]
) -> None:
    """A blank file for a round that is asked on paper or elsewhere, made when it is wanted."""
    popover = st.popover(
        "A blank file for a round asked elsewhere",
        type="tertiary",
        icon=":material/description:",
        key="blank_file",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover:
        files = {form: content for form in FORMS if (content := template(form))}
        if not files:
            cards.nothing("The statements that such a file asks are not published here.")
            return
        cards.quiet(BLANK)
        with st.container(horizontal=True):
            for form, content in files.items():
                label, mime = FORMS[form]
                st.download_button(
                    label, content, f"round.{form}", mime, on_click="ignore", key=f"blank_{form}"
                )
        for column, what, _ in guide():
            st.markdown(f"**{plain_text(column)}**: {plain_text(what)}")
        cards.quiet("Filled in, it is imported by whoever keeps the workspace:")
        st.code(IMPORT, language=None)


def _last(published: pd.DataFrame) -> str:
    if published.empty:
        return "None was published yet."
    last = published.iloc[-1]
    count = quantities.counted(len(published), "round is", "rounds are")
    closed = sentences.day(last["closes_date"])
    return f"{count} published; the last, {last['title']}, closed on {closed}."
