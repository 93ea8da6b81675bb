"""The pages of help on methods: what each does, when it misleads, its rules and its source.

A page is Markdown: its title, a sentence that sums it up, and five sections.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import cards, filters, links, quantities
from components.choices import choose

# The sections for every reader; what follows is for those who check.
FOR_ALL = 3
COLUMNS, COLUMN_WIDTH = 2, 300


def titles(pages: Mapping[str, str]) -> dict[str, str]:
    """Title of each method by its name, in the order of the titles."""
    named = {name: _parts(page)[0] for name, page in pages.items()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def listed(pages: Mapping[str, str]) -> None:
    """Every method with the sentence that sums it up; choosing one opens its page.

    Buttons, because Streamlit marks every link that stays on its page as the page in sight.
    """
    cards.headline(
        "How results are judged",
        f"{quantities.counted(len(pages), 'method')}, each with what it does, how to read it, when "
        "it misleads, its exact rules and its source.",
    )
    with st.grid(COLUMNS, min_column_width=COLUMN_WIDTH):
        for name, title in titles(pages).items():
            with st.container(gap=None):
                st.button(
                    f"**{title}**",
                    key=f"open_{name}",
                    type="tertiary",
                    icon=":material/help:",
                    on_click=choose,
                    args=("method", name),
                )
                cards.quiet(_parts(pages[name])[1])


def whole(page: str) -> None:
    """One method's page; what only those who check need stands beside the rest."""
    with st.container(horizontal=True, gap="medium"):
        links.back()
        filters.back_to_list("method", "All methods")
    title, summary, sections = _parts(page)
    cards.headline(title, summary)
    for column, part in zip(
        st.columns(2, gap="large"), (sections[:FOR_ALL], sections[FOR_ALL:]), strict=True
    ):
        column.markdown("\n".join(part))


def _parts(page: str) -> tuple[str, str, list[str]]:
    """Title, summary, and the sections with their headings."""
    opening, *sections = page.split("\n## ")
    title, _, summary = opening.removeprefix("# ").partition("\n")
    return title.strip(), summary.strip(), [f"## {section}" for section in sections]
