"""A recipe of rounds: how a file of responses is read, one row a person who was invited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.importing.settings import FileForm, RecipeError, check_form, section

SCALE_ENDS = 2


@dataclass(frozen=True)
class Columns:
    """Which column of the file says what; absent ones are constants.

    `comment` is what stands before a dimension's name at the head of its column of comments.
    """

    round: str | None = None
    title: str | None = None
    opens: str | None = None
    closes: str | None = None
    organisation: str | None = None
    group: str | None = None
    invited: str | None = None
    comment: str | None = None

    @property
    def named(self) -> dict[str, str]:
        """The columns that must be there, by what they say, in the order of a template."""
        parts = ("round", "title", "opens", "closes", "organisation", "group", "invited")
        return {part: column for part in parts if (column := getattr(self, part)) is not None}


@dataclass(frozen=True)
class Constants:
    """What the whole file has in common; without a title, a round is called by its own name."""

    round: str | None = None
    title: str | None = None
    opens: date | None = None
    closes: date | None = None
    organisation: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Answers:
    """How an answer is written: as a number, or as one of `labels`; and what is none."""

    missing: tuple[str, ...] = ("",)
    not_applicable: tuple[str, ...] = ()
    labels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One statement of a questionnaire that the recipe brings along; its column is its id."""

    item_id: str
    dimension: str
    text: str
    scale: tuple[int, ...]
    is_negative: bool = False
    has_not_applicable: bool = False


@dataclass(frozen=True)
class Questionnaire:
    """Which questionnaire was asked, and where its answers stand.

    Without `items` those that the workspace has published are meant. Where nothing says how many
    were invited, every row is one person who was.
    """

    questionnaire_id: str
    columns: Columns = field(default_factory=Columns)
    constants: Constants = field(default_factory=Constants)
    answers: Answers = field(default_factory=Answers)
    organisations: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    minimum_group: int = 10
    smallest_count: int = 5


@dataclass(frozen=True)
class RoundRecipe:
    """One source of rounds."""

    source_id: str
    name: str
    publisher: str
    questionnaire: Questionnaire
    file: FileForm = field(default_factory=FileForm)

    @property
    def labels(self) -> tuple[str, ...]:
        """No column needs to be read as one of few texts."""
        return ()


def from_settings(source_id: str, settings: Mapping[str, object]) -> RoundRecipe:
    """The recipe that parsed TOML describes. Raises RecipeError."""
    recipe = section(RoundRecipe, {**settings, "source_id": source_id}, "the recipe")
    check_form(recipe.file)
    asked = recipe.questionnaire
    for part in ("round", "opens", "closes", "organisation", "group"):
        if not getattr(asked.columns, part) and not getattr(asked.constants, part):
            raise RecipeError(f"nothing states the {part}: give it a column or a constant")
    for item in asked.items:
        if len(item.scale) != SCALE_ENDS:
            raise RecipeError(f"the scale of {item.item_id} must be its two ends, such as [1, 5]")
    ids = [item.item_id for item in asked.items]
    twice = sorted({item_id for item_id in ids if ids.count(item_id) > 1})
    if twice:
        raise RecipeError(f"the item {twice[0]} is there twice: give each an id of its own")
    return recipe
