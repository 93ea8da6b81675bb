"""A recipe: how one source's file is read, reshaped and named, as its TOML file says.

A built-in recipe lies in `data/recipes`, a workspace's own in its folder `recipes`; the file's
name is the source's id, and a workspace's recipe stands in for the built-in one of that name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from data.importing.rounds import recipe as rounds
from data.importing.rounds.recipe import RoundRecipe
from data.importing.settings import FileForm, RecipeError, check_form, section
from data.importing.threads import recipe as threads
from data.importing.threads.recipe import ThreadRecipe

__all__ = ["BUILT_IN", "FileForm", "Recipe", "RecipeError", "from_settings", "load", "paths"]

BUILT_IN = Path(__file__).parents[1] / "recipes"
FIELDS = ("value", "numerator", "denominator", "lower_limit", "upper_limit")
LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Exclusion:
    """Rows that are not about an area or an indicator of ours, and the reason they stay out."""

    column: str
    reason: str
    values: tuple[str, ...] = ()
    pattern: str | None = None


@dataclass(frozen=True)
class Wide:
    """Columns that hold results: a pattern with the groups indicator, period, breakdown, field."""

    columns: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """Which column of the file holds what; absent ones are constants or come from wide columns."""

    area: str
    indicator: str | None = None
    period: str | None = None
    breakdown: str | None = None
    department: str | None = None
    note: str | None = None
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    lower_limit: str | None = None
    upper_limit: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns that name things; they hold few distinct texts."""
        named = (self.area, self.indicator, self.period, self.breakdown, self.department, self.note)
        return tuple(name for name in named if name is not None)

    @property
    def fields(self) -> dict[str, str]:
        """The columns that hold numbers, by contract column."""
        return {name: column for name in FIELDS if (column := getattr(self, name)) is not None}


@dataclass(frozen=True)
class Constants:
    """What the whole file has in common and therefore does not repeat in its rows."""

    indicator: str | None = None
    period: str | None = None
    breakdown: str = "all"
    department: str | None = None


@dataclass(frozen=True)
class Areas:
    """How an area is written: by code or by name, old codes, and what becomes of unknown ones."""

    by: Literal["code", "name"] = "code"
    type: str | None = None
    unknown: Literal["error", "warn", "leave_out"] = "error"
    codes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Breakdowns:
    """What the rows are split by, and what the source calls each part."""

    type: str = "all"
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Numbers:
    """How a number is written, and what stands where there is none.

    `footnotes` are marks after a figure or texts of the note column; one that means nothing is "".
    """

    missing: Mapping[str, str] = field(default_factory=lambda: {"": "missing"})
    thousands: str = ""
    strip: tuple[str, ...] = ()
    footnotes: Mapping[str, str] = field(default_factory=dict)
    multiplier: float = 1.0
    multipliers: Mapping[str, float] = field(default_factory=dict)
    combine: Literal["", "sum", "same"] = ""
    is_computed: bool = False


@dataclass(frozen=True)
class NoteRule:
    """A note for every result of these indicators in these periods."""

    note: str
    periods: tuple[str, ...] = ()
    starting_from: date | None = None
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """One source: where its numbers stand in the file and what they are called here."""

    source_id: str
    name: str
    publisher: str
    collection: str
    states: Literal["whole", "update"]
    columns: Columns
    file: FileForm = field(default_factory=FileForm)
    wide: Wide | None = None
    constants: Constants = field(default_factory=Constants)
    leave_out: tuple[Exclusion, ...] = ()
    indicator_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_indicators: Literal["error", "leave_out"] = "error"
    areas: Areas = field(default_factory=Areas)
    period_kinds: tuple[str, ...] = ("financial_year",)
    breakdowns: Breakdowns = field(default_factory=Breakdowns)
    numbers: Numbers = field(default_factory=Numbers)
    notes: tuple[NoteRule, ...] = ()
    indicators: tuple[Mapping[str, Any], ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns of the file that hold few distinct texts."""
        return (*self.columns.labels, *(exclusion.column for exclusion in self.leave_out))

    @property
    def collections(self) -> dict[str, str]:
        """Collection by indicator, where a definition names another than the recipe's own."""
        return {
            str(sheet["indicator_id"]): str(sheet.get("collection", self.collection))
            for sheet in self.indicators
        }


def paths(workspace: Path) -> dict[str, Path]:
    """Recipe files by source id, built-in and the workspace's own, in order of id."""
    found = {path.stem: path for path in BUILT_IN.glob("*.toml")}
    found |= {path.stem: path for path in (workspace / "recipes").glob("*.toml")}
    return dict(sorted(found.items()))


def load(path: Path) -> Recipe | RoundRecipe | ThreadRecipe:
    """The recipe in a TOML file, of rounds when it has a section [questionnaire], of the golden
    thread when it has a section [thread].

    Raises RecipeError saying which setting is wrong and how.
    """
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        if "thread" in settings:
            return threads.from_settings(path.stem, settings)
        read = rounds.from_settings if "questionnaire" in settings else from_settings
        return read(path.stem, settings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise RecipeError(f"{path.name} cannot be read: {error}. Correct the file.") from error
    except RecipeError as error:
        raise RecipeError(f"{path.name}: {error}") from error


def from_settings(source_id: str, settings: Mapping[str, Any]) -> Recipe:
    """The recipe that parsed TOML describes. Raises RecipeError."""
    given = dict(settings)
    common = given.pop("indicator_defaults", {})
    own = {"collection": given.get("collection")}
    sheets = tuple(own | common | sheet for sheet in given.pop("indicators", ()))
    names = given.pop("indicator_names", {})
    given["indicator_names"] = {
        label: (ids,) if isinstance(ids, str) else tuple(ids) for label, ids in names.items()
    }
    recipe = section(Recipe, given | {"source_id": source_id, "indicators": sheets}, "the recipe")
    _check(recipe)
    return recipe


def _check(recipe: Recipe) -> None:
    """What the single settings cannot show: whether they fit together."""
    check_form(recipe.file)
    if recipe.wide is None and not recipe.columns.fields:
        raise RecipeError("no column holds results: give [columns] value, or [wide] columns")
    patterns = [exclusion.pattern for exclusion in recipe.leave_out]
    groups: set[str] = set()
    for pattern in [recipe.wide.columns if recipe.wide else None, *patterns]:
        try:
            groups |= set(re.compile(pattern or "").groupindex)
        except re.error as error:
            raise RecipeError(f"the pattern {pattern!r} is not valid: {error}") from error
    if unknown := groups - {"indicator", "period", "breakdown", "field"}:
        raise RecipeError(f"[wide] columns has the unknown group {sorted(unknown)[0]!r}")
    for part in ("period", "indicator"):
        stated = (part in groups, getattr(recipe.columns, part), getattr(recipe.constants, part))
        if not any(stated) and (part == "period" or len(recipe.indicators) != 1):
            raise RecipeError(f"nothing states the {part}: give it a column, group or constant")
    _check_breakdowns(recipe, groups)
    if recipe.areas.by == "name" and recipe.areas.type is None:
        raise RecipeError("[areas] by = 'name' needs the type of area, such as type = 'borough'")


def _check_breakdowns(recipe: Recipe, groups: set[str]) -> None:
    constant = recipe.constants.breakdown
    is_split = "breakdown" in groups or recipe.columns.breakdown or constant != "all"
    if is_split and recipe.breakdowns.type == "all":
        raise RecipeError("[breakdowns] lacks the type that the rows are split by, such as 'sex'")
