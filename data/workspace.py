"""A workspace: one partnership's folder of extracts, reference tables, recipes and boundaries."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

BUNDLED = Path(__file__).parent / "sample" / "workspace"


class WorkspaceError(ValueError):
    """The workspace cannot be used; the message says why and how to mend it."""


@dataclass(frozen=True)
class Workspace:
    """What `workspace.toml` says, checked; every name in the app comes from here or the tables.

    `deprivation` is the indicator by which areas are ordered from the most deprived, its highest
    value, to the least. `questionnaire` is the one shown first, else that of the newest round;
    `questions` says what each of its dimensions asks.
    """

    path: Path
    name: str
    short_name: str
    is_illustrative: bool
    home_area: str
    area_types: tuple[str, ...]
    comparators: tuple[str, ...] = ()
    comparator_group: str | None = None
    deprivation: str | None = None
    area_type_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    as_at: date | None = None
    meeting_dates: tuple[date, ...] = ()
    authors_may_approve: bool = False
    questionnaire: str | None = None
    questions: Mapping[str, str] = field(default_factory=dict)

    @property
    def extracts(self) -> Path:
        """The Delta table of observations."""
        return self.path / "extracts"

    @property
    def reference(self) -> Path:
        """The folder of the other published tables, one Delta table each."""
        return self.path / "reference"

    @property
    def today(self) -> date:
        """The date freshness is judged on: the workspace's own clock, or the calendar."""
        return self.as_at or date.today()

    def area_type_name(self, area_type: str, *, is_plural: bool = False) -> str:
        """What a reader calls this type of area, such as ward or wards."""
        names = self.area_type_names.get(area_type, (area_type, area_type + "s"))
        return names[1 if is_plural else 0]


def workspace_path(path: str | Path | None = None) -> Path:
    """The folder at `path`, else at HSP_WORKSPACE, else the bundled sample's."""
    return Path(path or os.environ.get("HSP_WORKSPACE") or BUNDLED).resolve()


def open_workspace(path: str | Path | None = None) -> Workspace:
    """The workspace at `path`, else at HSP_WORKSPACE, else the bundled sample.

    Raises WorkspaceError when there is none there or its workspace.toml is faulty.
    """
    folder = workspace_path(path)
    settings = folder / "workspace.toml"
    if not settings.is_file():
        raise WorkspaceError(
            f"There is no workspace.toml in {folder}. "
            f"Make a workspace there with: python -m data init {folder}"
        )
    try:
        return _from_settings(folder, tomllib.loads(settings.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(
            f"{settings} is not valid TOML: {error}. Correct that line."
        ) from error
    except OSError as error:
        raise WorkspaceError(
            f"{settings} cannot be read: {error.strerror}. Ask its owner for leave to read it."
        ) from error
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{settings} is not UTF-8 text. Save it again as UTF-8.") from error
    except (KeyError, TypeError) as error:
        raise WorkspaceError(
            f"{settings} lacks or mistypes {error}. Compare it with the bundled sample's."
        ) from error


def _from_settings(folder: Path, settings: Mapping[str, Any]) -> Workspace:
    partnership = _one(settings, "partnership", dict)
    areas = _one(settings, "areas", dict)
    names = _one(areas, "names", dict, {})
    name = _one(partnership, "name", str)
    questionnaire = _one(settings, "questionnaire", dict, {})
    questions = _one(questionnaire, "questions", dict, {})
    return Workspace(
        path=folder,
        name=name,
        short_name=_one(partnership, "short_name", str, name),
        is_illustrative=_one(partnership, "is_illustrative", bool, False),
        home_area=_one(areas, "home", str),
        area_types=_several(areas, "types", str),
        comparators=_several(areas, "comparators", str, ()),
        comparator_group=_one(areas, "comparator_group", str, None),
        deprivation=_one(areas, "deprivation", str, None),
        area_type_names={kind: _pair(names, kind) for kind in names},
        themes=_several(_one(settings, "themes", dict, {}), "order", str, ()),
        as_at=_one(_one(settings, "clock", dict, {}), "as_at", date, None),
        meeting_dates=_several(_one(settings, "meetings", dict, {}), "dates", date, ()),
        authors_may_approve=_one(_one(settings, "approval", dict, {}), "by_author", bool, False),
        questionnaire=_one(questionnaire, "main", str, None),
        questions={dimension: _one(questions, dimension, str) for dimension in questions},
    )


def _one(section: Mapping[str, Any], key: str, kind: type, *default: Any) -> Any:
    """A setting of exactly this type; without a default it must be there."""
    if default and key not in section:
        return default[0]
    # A date and time passes for a date, and true for a number, so subclasses do not do.
    if type(section[key]) is not kind:
        raise TypeError(f"{key}, which is a {kind.__name__}")
    return section[key]


def _several(
    section: Mapping[str, Any], key: str, kind: type, *default: tuple[Any, ...]
) -> tuple[Any, ...]:
    values = _one(section, key, list, *default)
    if any(type(value) is not kind for value in values):
        raise TypeError(f"{key}, which is a list of {kind.__name__}")
    return tuple(values)


def _pair(names: Mapping[str, Any], kind: str) -> tuple[str, str]:
    match _several(names, kind, str):
        case (singular, plural):
            return singular, plural
    raise TypeError(f"{kind}, which is a list of singular and plural")
