"""A recipe of the golden thread: how a file with one row a node is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.importing.settings import FileForm, RecipeError, check_form, section


@dataclass(frozen=True)
class Columns:
    """Which column of the file says what; owner, origin and indicators may be absent.

    `serves` and `indicators` hold codes with the separator between them.
    """

    node: str = "code"
    level_number: str = "level number"
    level: str = "level"
    title: str = "title"
    serves: str = "serves"
    owner: str | None = "owner"
    origin: str | None = "origin"
    indicators: str | None = "indicators"

    @property
    def named(self) -> dict[str, str]:
        """The columns that must be there, by what they say."""
        return {part: column for part, column in vars(self).items() if column is not None}


@dataclass(frozen=True)
class Woven:
    """Where the parts of a node stand in its row."""

    columns: Columns = field(default_factory=Columns)
    separator: str = ";"


@dataclass(frozen=True)
class ThreadRecipe:
    """One source of the golden thread."""

    source_id: str
    name: str
    publisher: str
    thread: Woven
    file: FileForm = field(default_factory=FileForm)

    @property
    def labels(self) -> tuple[str, ...]:
        """No column needs to be read as one of few texts."""
        return ()


def from_settings(source_id: str, settings: Mapping[str, object]) -> ThreadRecipe:
    """The recipe that parsed TOML describes. Raises RecipeError."""
    recipe = section(ThreadRecipe, {**settings, "source_id": source_id}, "the recipe")
    check_form(recipe.file)
    if len(recipe.thread.separator) != 1:
        raise RecipeError("[thread] separator must be one character, such as ';'")
    return recipe
