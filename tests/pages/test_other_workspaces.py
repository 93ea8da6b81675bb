"""Every page of workspaces that are not the sample: their own, empty, damaged, or not there."""

from __future__ import annotations

import pytest

from data.beginning import begin
from data.publishing import Change, publish
from tests.data.rows import observations, year
from tests.pages.viewing import is_drawn, opened, words
from tests.queries.workspaces import SETTINGS, serving, workspace

# What the frame says before any page runs is said alike on all: one of each section shows it.
framed = pytest.mark.parametrize(
    "page",
    [
        "pages/scorecard/overview.py",
        "pages/drill_down/geography.py",
        "pages/working_group/changes.py",
        "pages/evidence/catalogue.py",
    ],
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """One indicator in a borough and its two wards, and nothing else."""
    wards = [{"area_code": code, **year(y)} for code in ("W1", "W2") for y in (2007, 2008)]
    return workspace(
        tmp_path_factory.mktemp("small"),
        [{}, year(2007), *wards],
        indicators=[{}],
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A workspace as `python -m data init` makes it: areas, and no indicator."""
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    begin(folder, home=None, name="Elsewhere Partnership")
    return folder


def test_a_workspace_of_real_data_is_never_called_illustrative(page, small):
    with serving(small):
        for choices in ({}, {"indicator": "A1"}, {"area": "W1"}, {"indicator": "A1", "area": "W1"}):
            app = opened(page, **choices)
            assert is_drawn(app)
            assert "llustrative" not in words(app)
            assert "Elsewhere Partnership" in words(app)


def test_a_workspace_without_results_says_so_and_what_to_do(page, empty):
    with serving(empty):
        for choices in ({}, {"indicator": "BV126"}, {"area": "E05000302", "theme": "?"}):
            app = opened(page, **choices)
            assert is_drawn(app)
            assert "llustrative" not in words(app)
        # Help is the same whatever is published.
        assert any(text.value.startswith("# ") for text in app.markdown), "words as the heading"


@framed
def test_a_folder_without_a_workspace_is_told_the_remedy(page, tmp_path, monkeypatch):
    monkeypatch.setenv("HSP_WORKSPACE", str(tmp_path))

    app = opened(page)

    assert not app.exception
    (error,) = app.error
    assert "workspace.toml" in error.value
    assert "python -m data init" in error.value


@framed
def test_a_workspace_with_nothing_published_is_told_the_remedy(page, tmp_path, monkeypatch):
    (tmp_path / "workspace.toml").write_text(SETTINGS)
    monkeypatch.setenv("HSP_WORKSPACE", str(tmp_path))

    app = opened(page)

    assert not app.exception
    (error,) = app.error
    assert "Nothing is published" in error.value


@framed
def test_mistyped_settings_are_told_the_remedy(page, tmp_path, monkeypatch):
    (tmp_path / "workspace.toml").write_text(SETTINGS.replace('home = "H"', "home = 5"))
    monkeypatch.setenv("HSP_WORKSPACE", str(tmp_path))

    app = opened(page)

    assert not app.exception
    assert "mistypes home" in app.error[0].value


def test_an_open_page_shows_what_is_published_next_without_a_restart(tmp_path):
    folder = workspace(tmp_path / "growing", [{"value": 50.0}], indicators=[{}])
    with serving(folder):
        app = opened("pages/scorecard/outcomes.py", indicator="A1")
        assert "Recycling was 50.0% in 2008/09" in words(app)

        change = Change(observations({"value": 51.0}), gone=observations({}))
        publish(folder, change, source_id="t", who="t", why="t")

        assert "Recycling was 51.0% in 2008/09" in words(app.run())
        assert "Data version 2" in words(app)


@framed
def test_a_damaged_release_is_said_in_words_and_the_one_before_is_shown(page, tmp_path):
    folder = workspace(tmp_path / "damaged", [{"value": 50.0}], indicators=[{}])
    change = Change(observations({"value": 51.0}), gone=observations({}))
    publish(folder, change, source_id="t", who="t", why="t")
    newest = max(folder.glob("extracts/*/*.parquet"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(b"damaged")

    with serving(folder):
        app = opened(page)

    assert is_drawn(app)
    assert "Version 2 is damaged" in app.warning[0].value
    assert "Data version 1" in words(app)


def test_a_home_area_that_is_not_in_the_areas_table_gets_words(page, tmp_path):
    settings = SETTINGS.replace('home = "H"', 'home = "Z9"')
    folder = workspace(tmp_path / "homeless", [{}], settings, indicators=[{}])

    with serving(folder):
        assert is_drawn(opened(page))
