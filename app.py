"""HSP Scorecard: the frame round every page, and the pages in reading order."""

from pathlib import Path

import streamlit as st
from streamlit import runtime
from streamlit.runtime.pages_manager import PagesManager

from components import answering, frame, links, person
from queries import SERVING_ERRORS, serve
from queries.acting import acting

FOLDER = Path(__file__).parent / "pages"
# Each page's icon in the menu, and the filters whose choice goes along to it.
PAGES = {
    "Scorecard": {
        "scorecard/overview": (":material/dashboard:", ("judged",)),
        "scorecard/outcomes": (":material/target:", ("area", "judged")),
        "scorecard/partnership_working": (":material/handshake:", ()),
        "scorecard/added_value": (":material/add_circle:", ()),
    },
    "Drill down": {
        "drill_down/geography": (":material/map:", ("indicator", "area")),
        "drill_down/departments": (":material/account_tree:", ("judged",)),
        "drill_down/golden_thread": (":material/conversion_path:", ("judged",)),
    },
    "Working group": {
        "working_group/targets": (":material/tune:", ("indicator", "area")),
        "working_group/improvement_plan": (":material/build:", ()),
        "working_group/framework": (":material/checklist:", ()),
        "working_group/changes": (":material/history:", ()),
    },
    "Evidence": {
        "evidence/catalogue": (":material/menu_book:", ()),
        "evidence/questionnaire": (":material/ballot:", ()),
    },
    "Help": {
        "help/methods": (":material/help:", ()),
    },
}

# Titles that are not the file's name.
TITLES = {
    "drill_down/golden_thread": "Golden thread",
    "scorecard/partnership_working": "Partnership working",
    "working_group/improvement_plan": "Improvement plan",
    "scorecard/added_value": "Added value",
    "working_group/targets": "Baselines and targets",
}


def sections() -> dict[str, list[frame.Entry]]:
    """The menu by section, in reading order."""
    return {
        section: [
            (
                frame.page(
                    FOLDER / f"{path}.py",
                    TITLES.get(path, path.partition("/")[2].capitalize()),
                    is_default=path == "scorecard/overview",
                ),
                icon,
                carried,
            )
            for path, (icon, carried) in pages.items()
        ]
        for section, pages in PAGES.items()
    }


def show() -> None:
    """One run for one viewer: the frame, then the page asked for."""
    menu = sections()
    # Icons go to the menu only: a page's own icon becomes the tab's, fetched from elsewhere.
    pages = {section: [page for page, *_ in items] for section, items in menu.items()}
    page = st.navigation(pages, position="hidden")
    st.set_page_config(f"{page.title} \u2013 HSP Scorecard", "components/icon.svg", "wide", 230)
    is_alone = answering.is_alone(page)
    try:
        serving = serve()
        frame.top(
            name=serving.workspace.name,
            is_illustrative=serving.workspace.is_illustrative,
            version=serving.release.version,
            published_at=serving.release.published_at,
            as_at=serving.workspace.today,
            problem=serving.problem,
            acting=None if is_alone else acting(person.name()),
        )
        if not is_alone:
            frame.menu(menu)
        links.note_place(page)
        page.run()
    except SERVING_ERRORS as error:
        frame.unserved(error)


if runtime.exists():
    show()
else:
    # `streamlit run` imports this file once for the server below and then runs it for each viewer.
    # A folder named pages makes Streamlit's first run look for its old flat layout and answer a
    # bookmark with "Page not found"; told here, before any viewer, it never looks.
    PagesManager.uses_pages_directory = False
    app = st.App(__file__)
