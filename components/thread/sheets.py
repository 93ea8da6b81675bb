"""Line-of-sight sheet of a department or role: one page to read, and a file that prints on A4.

The browser prints a Streamlit page with its frame, so the sheet to print is an HTML file of its
own, made of escaped text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files, improvement, judging, theme
from components.answer import Answer
from components.kept import once
from components.quantities import counted
from components.records import records
from components.thread import choices, words
from components.words import plain_text

FEW = 3  # nodes of a level above that are named
SHOWN = ["part", "level", "title", "owner_name", "partner", "indicators", "worst"]
NOTHING = "Nothing is recorded."
# An action of the same people that serves other objectives is none of these.
NONE = {"Our actions": "No action of the improvement plan serves these objectives."}
MOST = 8  # lines of a part, so that a sheet stays on one page
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 14mm; }}
body {{ font: 9.5pt/1.3 "Source Sans 3", "Segoe UI", Arial, sans-serif; color: {text};
  max-width: 182mm; margin: 0 auto; }}
h1 {{ font-size: 16pt; margin: 0 0 2mm; }} h2 {{ font-size: 11.5pt; margin: 4mm 0 1mm; }}
ul {{ margin: 0; padding-left: 5mm; }} li {{ margin: 0 0 .6mm; }}
p {{ margin: 0 0 1mm; }} small {{ color: {muted}; }}
</style></head><body>
<h1>{title}</h1><p>{headline}</p>
{parts}
<p><small>{foot}</small></p>
</body></html>
"""
Part = tuple[str, list[str]]


def shown(
    sheet: str,
    nodes: Answer,
    indicators: Answer,
    actions: Answer,
    judged: judging.Judging,
    *,
    source: str,
    as_at: str,
) -> None:
    """The sheet on the page with its file.

    `nodes` as `thread_sheet`, `indicators` those of its own nodes as `thread_node_indicators`,
    `actions` those that serve its own nodes or what lies beneath as `node_actions`.
    """
    title, happened, parts = _told(nodes, indicators, actions)
    foot = judging.joined(f"{source}. {as_at}.", judged)
    choices.back("sheet", "The whole thread")
    cards.headline(happened, f"Line-of-sight sheet. {foot}")
    st.download_button(
        "Download to print (A4)",
        partial(page, title, happened, parts, foot),
        f"line_of_sight_{sheet}.html",
        "text/html",
        icon=":material/print:",
        on_click="ignore",
    )
    for heading, lines in parts:
        cards.section(heading)
        st.markdown("\n".join(f"- {plain_text(line)}" for line in lines))
    files.row(nodes.rows[SHOWN], name="thread_sheet", how=nodes.how)


def on_sheet(nodes: Answer) -> tuple[list[str], list[str]]:
    """Ids of the sheet's own nodes, and of them and all beneath; `nodes` as `thread_sheet`."""
    parts, ids = nodes.rows["part"], nodes.rows["node_id"]
    return list(ids[parts == "own"]), list(ids[parts != "above"])


@once
def _told(nodes: Answer, indicators: Answer, actions: Answer) -> tuple[str, str, list[Part]]:
    """Title, headline and parts of the sheet."""
    title = _title(nodes.rows)
    return (
        title,
        headline(title, nodes.rows, indicators.rows),
        _parts(nodes.rows, indicators.rows, actions.rows),
    )


def headline(title: str, nodes: pd.DataFrame, indicators: pd.DataFrame) -> str:
    """How many outcomes it contributes to, and how what it is measured by stands."""
    outcomes = nodes[(nodes["part"] == "above") & nodes["is_outcome"]]
    serves = f"contributes to {counted(len(outcomes), 'outcome')}"
    known = indicators.drop_duplicates("indicator_id")["status"]
    if known.empty:
        return f"{title} {serves}; no indicator is on its objectives."
    met, need = (known == "on_target").sum(), (known == "intervention").sum()
    return (
        f"{title} {serves}; of {counted(len(known), 'indicator')} on its objectives {met} "
        f"{'is' if met == 1 else 'are'} on target, {need or 'none'} at or beyond the intervention "
        "level."
    )


def page(title: str, happened: str, parts: Sequence[Part], foot: str) -> str:
    """The sheet as an HTML file; whatever people wrote stands in it as text."""
    told = "\n".join(
        f"<h2>{escape(heading)}</h2><ul>{''.join(f'<li>{escape(one)}</li>' for one in lines)}</ul>"
        for heading, lines in parts
    )
    paper = theme.palette("light")
    return PAGE.format(
        title=escape(title),
        headline=escape(happened),
        parts=told,
        foot=escape(foot),
        text=paper.text,
        muted=paper.muted,
    )


def _parts(nodes: pd.DataFrame, indicators: pd.DataFrame, actions: pd.DataFrame) -> list[Part]:
    rows = nodes.sort_values(["level_number", "node_id"])
    above, own, beneath = (rows[rows["part"] == part] for part in ("above", "own", "beneath"))
    is_learning = beneath["level"].str.contains("learning", case=False)
    measured = indicators.drop_duplicates("indicator_id").to_dict("records")
    lines = {
        "What we contribute to": [_served(part) for _, part in above.groupby("level_rank")],
        "Our objectives": [_own(row) for row in records(own)],
        "How it stands": [_indicator(row) for row in measured],
        "Our actions": [
            improvement.line(row) for row in actions.drop_duplicates("action_id").to_dict("records")
        ],
        "What roles contribute": [
            f"{row['title']} ({words.owner(row)})" for row in records(beneath[~is_learning])
        ],
        "Our learning activities": list(beneath.loc[is_learning, "title"]),
    }
    return [
        (heading, _cut(found) or [NONE.get(heading, NOTHING)]) for heading, found in lines.items()
    ]


def _title(nodes: pd.DataFrame) -> str:
    """The department's name, or the role's own part in its words."""
    own = nodes[nodes["part"] == "own"]
    if len(own) and words.is_role(own.iloc[0]["level"]):
        return "The role: " + str(own.iloc[0]["title"]).rstrip(".")
    # a department that owns no objective owns what a role contributes
    return str((own if len(own) else nodes[nodes["part"] == "beneath"]).iloc[0]["owner_name"])


def _served(part: pd.DataFrame) -> str:
    """The nodes of one level, the first few by name."""
    named = list(part["title"].head(FEW))
    more = len(part) - len(named)
    rest = f"; and {more} more" if more > 0 else ""
    return f"{words.level(part.iloc[0]['level'])}: {'; '.join(named)}{rest}"


def _own(row: Mapping[str, Any]) -> str:
    return f"{row['title']}: {words.standing(row)}"


def _indicator(row: Mapping[str, Any]) -> str:
    mark = theme.status_mark(row["status"])
    late = ", late" if row["freshness"] == "late" else ""
    return f"{mark.text}: {row['name']}, {row['period_label'] or 'no period'}{late}"


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], *([f"and {more} more"] if more > 0 else [])]
