"""The form of a node on the golden thread: what it puts forward, and from which state of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import register as registers
from data.workspace import BUNDLED, open_workspace
from queries import serve, weaving
from tests.data.register.conftest import people
from tests.pages.viewing import opened, words
from tests.queries.workspaces import serving

PAGE = "pages/drill_down/golden_thread.py"
NODE = "RO04"


@pytest.fixture
def kept(tmp_path):
    """A copy of the sample to write to, with people in its register."""
    with serving(Path(shutil.copytree(BUNDLED, tmp_path / "workspace"))) as folder:
        people(registers.of(open_workspace(folder)))
        serve()
        yield folder


@pytest.mark.usefixtures("kept")
def test_the_form_of_a_node_begins_anew_once_an_edit_of_it_was_approved():
    app = opened(PAGE, node=NODE)
    app.session_state["acting_name"] = "Bert"
    app.session_state[f"edit_{NODE}"] = True
    app = app.run()
    before = weaving.as_it_stands(NODE).mark
    title = f"edit_title_{NODE}_{before}"
    app.text_input(key=title).set_value("*Mine*")
    app = app.run()
    assert "RO04\\: title “" in words(app)
    assert "” becomes “\\*Mine\\*”" in words(app)

    weaving.propose(NODE, who="Cleo", why="So", owner="Metropolitan Police")
    assert weaving.approve("1", who="Anne", why="Yes", after=1).is_done
    app.text_area(key=f"why_edit_{NODE}").set_value("So")
    (button,) = (one for one in app.button if one.key == f"propose_edit_{NODE}")
    app = button.click().run()

    assert "was changed since you began" in "\n".join(one.value for one in app.error)
    serve()
    now = weaving.as_it_stands(NODE).mark
    assert now != before
    assert app.text_input(key=f"edit_title_{NODE}_{now}").value != "*Mine*"
    assert app.text_input(key=f"edit_owner_{NODE}_{now}").value == "Metropolitan Police"
    assert len(weaving.every_edit()) == 1

    for n in range(4):
        assert weaving.propose(f"RO0{n + 1}", who="Bert", why=f"Reason {n}", title=f"T{n}").is_done
    app = opened(PAGE, part="edits")
    (which,) = (one for one in app.selectbox if one.key == "waiting_edit")
    assert which.label == "Edit, of 4 that wait"
    assert "Edit 2, by Bert" in words(app)
    assert "Edit 3, by Bert" not in words(app), "previews of all would take seconds"
    assert "Edit 4, by Bert" in words(which.select_index(2).run())


def test_the_framework_leads_to_the_breaks_of_the_thread():
    with serving(BUNDLED):
        app = opened("pages/working_group/framework.py")
        links = {one.proto.label: one.proto for one in app.get("page_link")}

        assert links["Breaks in the golden thread"].page == "golden_thread"
        assert links["Breaks in the golden thread"].query_string == "to_part=breaks"
        app = opened(PAGE, to_part="breaks")
        assert "Break" in app.dataframe[0].value.columns
