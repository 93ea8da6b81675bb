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
