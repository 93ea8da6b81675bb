"""The workspace: what its settings say, and words with a remedy for every way they can be wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.workspace import BUNDLED, WorkspaceError, open_workspace

LEAST = '[partnership]\nname = "Elsewhere"\n[areas]\nhome = "E1"\ntypes = ["borough"]\n'
WHOLE = """
[partnership]
name = "Elsewhere Partnership"
short_name = "EP"
is_illustrative = true
[areas]
home = "E1"
types = ["borough", "ward"]
comparators = ["E2", "E3"]
comparator_group = "neighbours"
deprivation = "IMD"
[areas.names]
borough = ["borough", "boroughs"]
lsoa = ["neighbourhood", "neighbourhoods"]
[themes]
order = ["Clean", "Safe"]
[clock]
as_at = 2009-07-31
[meetings]
dates = [2008-12-04, 2009-03-12]
[questionnaire]
main = "working_together"
[questionnaire.questions]
Leadership = "Who leads?"
"Ways and means" = "With what?"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, LEAST)
    return tmp_path


def write(folder: Path, settings: str) -> None:
    (folder / "workspace.toml").write_text(settings, encoding="utf-8")


def test_everything_that_the_settings_say(folder):
    write(folder, WHOLE)

    opened = open_workspace(folder)

    assert (opened.name, opened.short_name) == ("Elsewhere Partnership", "EP")
    assert opened.is_illustrative
    assert (opened.home_area, opened.area_types) == ("E1", ("borough", "ward"))
    assert (opened.comparators, opened.comparator_group) == (("E2", "E3"), "neighbours")
    assert opened.deprivation == "IMD"
    assert opened.themes == ("Clean", "Safe")
    assert (opened.as_at, opened.today) == (date(2009, 7, 31), date(2009, 7, 31))
    assert opened.meeting_dates == (date(2008, 12, 4), date(2009, 3, 12))
    assert opened.questionnaire == "working_together"
    assert opened.questions == {"Leadership": "Who leads?", "Ways and means": "With what?"}
    assert (opened.extracts, opened.reference) == (folder / "extracts", folder / "reference")


def test_what_the_settings_leave_out(folder):
    opened = open_workspace(folder)

    assert opened.short_name == "Elsewhere"
    assert not opened.is_illustrative
    assert (opened.comparators, opened.comparator_group) == ((), None)
    assert opened.deprivation is None
    assert (opened.themes, opened.meeting_dates) == ((), ())
    assert (opened.questionnaire, opened.questions) == (None, {})
    assert opened.today == date.today()


@pytest.mark.parametrize(
    ("area_type", "is_plural", "words"),
    [
        ("lsoa", False, "neighbourhood"),
        ("lsoa", True, "neighbourhoods"),
        ("ward", False, "ward"),  # no name of its own
        ("ward", True, "wards"),
    ],
)
def test_a_type_of_area_has_a_readers_name(folder, area_type, is_plural, words):
    write(folder, WHOLE)

    assert open_workspace(folder).area_type_name(area_type, is_plural=is_plural) == words


def test_a_folder_without_settings_is_told_how_to_become_a_workspace(tmp_path):
    with pytest.raises(WorkspaceError, match=rf"python -m data init {tmp_path}"):
        open_workspace(tmp_path)


def test_a_folder_that_is_not_there_is_told_the_same(tmp_path):
    with pytest.raises(WorkspaceError, match="There is no workspace.toml in .*nowhere"):
        open_workspace(tmp_path / "nowhere")


def test_settings_that_are_not_toml_are_told_the_line(folder):
    write(folder, LEAST + "as_at: 2009-07-31\n")

    with pytest.raises(WorkspaceError, match=r"not valid TOML: .*line 6.*Correct that line"):
        open_workspace(folder)


def test_settings_that_are_not_utf_8(folder):
    (folder / "workspace.toml").write_bytes(LEAST.replace("Elsewhere", "Château").encode("latin-1"))

    with pytest.raises(WorkspaceError, match="Save it again as UTF-8"):
        open_workspace(folder)


@pytest.mark.parametrize("key", ["partnership", "areas", "name", "home", "types"])
def test_a_missing_setting_is_named(folder, key):
    lines = [line for line in LEAST.splitlines() if not line.startswith((f"[{key}]", f"{key} ="))]
    write(folder, "\n".join(lines))

    with pytest.raises(WorkspaceError, match=f"lacks or mistypes '?{key}"):
        open_workspace(folder)


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ('name = "Elsewhere Partnership"', "name = 5", "name"),
        ("is_illustrative = true", 'is_illustrative = "no"', "is_illustrative"),
        ('home = "E1"', 'home = ["E1"]', "home"),
        ('types = ["borough", "ward"]', 'types = "borough"', "types"),
        ('types = ["borough", "ward"]', "types = [1]", "types"),
        ('comparators = ["E2", "E3"]', 'comparators = "E2"', "comparators"),
        ('comparator_group = "neighbours"', "comparator_group = 1", "comparator_group"),
        ('deprivation = "IMD"', "deprivation = 15", "deprivation"),
        ('borough = ["borough", "boroughs"]', 'borough = "borough"', "borough"),
        ('borough = ["borough", "boroughs"]', 'borough = ["borough"]', "borough"),
        ('order = ["Clean", "Safe"]', 'order = "Clean"', "order"),
        ("as_at = 2009-07-31", 'as_at = "2009-07-31"', "as_at"),
        ("as_at = 2009-07-31", "as_at = 2009-07-31T10:00:00", "as_at"),
        ("dates = [2008-12-04, 2009-03-12]", 'dates = ["2008-12-04"]', "dates"),
        ("[themes]", "[[themes]]", "themes"),
    ],
)
def test_a_setting_of_the_wrong_type_is_named(folder, right, wrong, key):
    assert right in WHOLE
    write(folder, WHOLE.replace(right, wrong))

    with pytest.raises(WorkspaceError, match=f"lacks or mistypes .*{key}.*bundled sample"):
        open_workspace(folder)


def test_the_environment_chooses_and_an_argument_goes_first(folder, tmp_path_factory, monkeypatch):
    other = tmp_path_factory.mktemp("other")
    write(other, LEAST.replace("Elsewhere", "Other"))
    monkeypatch.setenv("HSP_WORKSPACE", str(folder))

    assert open_workspace().name == "Elsewhere"
    assert open_workspace(other).name == "Other"


@pytest.mark.parametrize("unset", [None, ""])
def test_without_a_choice_the_bundled_sample_serves(monkeypatch, unset):
    if unset is not None:
        monkeypatch.setenv("HSP_WORKSPACE", unset)

    assert open_workspace().path == BUNDLED.resolve()
    assert open_workspace().is_illustrative


def test_settings_that_may_not_be_read_are_a_named_error(folder, monkeypatch):
    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", forbidden)
    with pytest.raises(WorkspaceError, match="workspace.toml cannot be read: Permission denied"):
        open_workspace(folder)
