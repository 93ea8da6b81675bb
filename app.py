"""HSP Scorecard: the frame round every page, and the pages in reading order."""

import streamlit as st

from components import frame
from queries import SERVING_ERRORS, prepared, problem, release, workspace

st.set_page_config(
    page_title="HSP Scorecard", page_icon=":material/insights:", layout="wide"
)
page = st.navigation(
    {
        "Scorecard": [
            st.Page(
                "pages/scorecard/overview.py",
                title="Overview",
                icon=":material/dashboard:",
                default=True,
                help="Are we doing well, and what needs us? Status, movement and freshness.",
            ),
            st.Page(
                "pages/scorecard/outcomes.py",
                title="Outcomes",
                icon=":material/target:",
                help="Every indicator with its latest result; choose one to open its case.",
            ),
        ],
        "Drill down": [
            st.Page(
                "pages/drill_down/geography.py",
                title="Geography",
                icon=":material/map:",
                help="One indicator across areas, from borough to ward to neighbourhood.",
            ),
            st.Page(
                "pages/drill_down/departments.py",
                title="Departments",
                icon=":material/account_tree:",
                help="What each partner and department owns, and how it stands.",
            ),
        ],
        "Evidence": [
            st.Page(
                "pages/evidence/catalogue.py",
                title="Catalogue",
                icon=":material/menu_book:",
                help="Definitions of every indicator, and where each is used.",
            ),
        ],
    }
)
try:
    prepared()
    frame.top(
        name=workspace().name,
        is_illustrative=workspace().is_illustrative,
        version=release().version,
        published_at=release().published_at,
        as_at=workspace().today,
        problem=problem(),
    )
except SERVING_ERRORS as error:
    frame.unserved(error)
    st.stop()
page.run()
