"""The record of a measure that is collected twice: seen, chosen by one, approved by another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import register as registers
from data.workspace import BUNDLED, open_workspace
from tests.data.register.conftest import people
from tests.pages.viewing import is_drawn, opened, words
from tests.queries.workspaces import serving

PAGE = "pages/evidence/catalogue.py"
QUITTERS = {"part": "duplicates", "measure": "smoking_quitters"}
MARKUP = "It is *checked* <script>alert(1)</script>"


@pytest.fixture
def register(tmp_path):
    with serving(Path(shutil.copytree(BUNDLED, tmp_path / "sample"))) as path:
        yield people(registers.of(open_workspace(path)))


def unfolded(name: str) -> AppTest:
    app = opened(PAGE, **QUITTERS)
    app.session_state["acting_name"] = name
    app.session_state["choose_record"] = True
    return app.run()


def press(app: AppTest, label: str, why: str) -> AppTest:
    app.text_area[0].set_value(why)
    next(button for button in app.button if button.label == label).click()
    return app.run()


def test_a_record_is_chosen_by_one_and_approved_by_another(register):
    assert "Five good GCSEs" in opened(PAGE, part="duplicates").selectbox(key="measure").options
    app = unfolded("Bert")
    app.selectbox(key="record_smoking_quitters").set_value("PCT01").run()
    assert "another collection than PCT01, and would do so still." in words(app)
    app = press(app, "Put forward", MARKUP)
    assert is_drawn(app)
    assert "None was chosen as the record." in words(app)
    assert "PCT01 was put forward by Bert\\: It is \\*checked\\* \\<script" in words(app)
    assert "Approve" not in {button.label for button in app.button}

    app = press(unfolded("Anne"), "Approve", "Agreed")
    assert is_drawn(app)
    assert "Four-week smoking quitters \\(PCT01\\) is the record." in words(app)
    assert "Why\\: It is \\*checked\\* \\<script" in words(opened(PAGE, **QUITTERS))
    made = opened("pages/working_group/changes.py", part="decisions")
    assert "PCT01 as the record of smoking_quitters" in made.dataframe[0].value.to_csv()


@pytest.mark.parametrize("name", ["Dora", "Zoe"])
def test_whoever_may_not_choose_is_told_why(register, name):
    app = unfolded(name)

    assert "may not choose the record" in words(app)
    assert "Put forward" not in {button.label for button in app.button}
