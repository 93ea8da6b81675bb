"""Importing: a partner's file checked, compared with what is published, and published whole or not.

What reads the untrusted file is started before anything heavy is loaded, so both happen at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from data.contract import Fault
    from data.importing.intake import Intake
    from data.importing.recipe import Recipe
    from data.importing.report import Report
    from data.importing.rounds.intake import RoundIntake
    from data.importing.rounds.recipe import RoundRecipe
    from data.importing.threads.intake import ThreadIntake
    from data.importing.threads.recipe import ThreadRecipe
    from data.workspace import Workspace


@dataclass(frozen=True)
class Source:
    """One source that can be imported; `fault` says why its recipe cannot be used, if it cannot."""

    source_id: str
    name: str
    publisher: str
    format: str
    is_own: bool
    fault: str | None = None


def sources(workspace: Workspace) -> list[Source]:
    """Every source with a recipe, built-in or the workspace's own, in order of id."""
    from data.importing import recipe

    found = []
    for source_id, path in recipe.paths(workspace.path).items():
        is_own = path.parent != recipe.BUILT_IN
        try:
            read = recipe.load(path)
            source = Source(source_id, read.name, read.publisher, read.file.format, is_own)
        except recipe.RecipeError as error:
            source = Source(source_id, source_id, "", "", is_own, str(error))
        found.append(source)
    return found


def import_file(
    workspace: Workspace,
    file: Path,
    source_id: str,
    *,
    who: str,
    reason: str | None = None,
    is_dry_run: bool = False,
) -> Report:
    """The report of importing `file` as `source_id`; nothing is published unless all is well.

    A file or recipe at fault is an error in the report, never an exception. `reason` answers the
    warnings; `is_dry_run` stops short of publishing.
    """
    from data.importing import reading
    from data.importing.refusal import FileRefused

    try:
        recipe = _recipe(workspace, source_id)
        with reading.begun(Path(file), recipe) as begun:
            name = Path(file).name
            intake = _intake(workspace, recipe, name, who, reason, is_dry_run)
            base, reference = intake.prepared()
            return intake.report(begun.texts(), base, reference)
    except FileRefused as refused:
        return _refusal(workspace, source_id, refused.faults, is_dry_run=is_dry_run)


def template(workspace: Workspace, source_id: str, form: Literal["csv", "xlsx"]) -> bytes:
    """A blank file that the source's recipe of rounds reads.

    Raises FileRefused when the source has none, or the workspace no items of its questionnaire.
    """
    from data.importing.rounds import template as templates

    return templates.template(workspace, _of_rounds(workspace, source_id), form)


def template_guide(workspace: Workspace, source_id: str) -> list[tuple[str, str, str]]:
    """What to write into each column of that file, with an example. Raises as `template` does."""
    from data.importing.rounds import template as templates

    return templates.explained(workspace, _of_rounds(workspace, source_id))


def _of_rounds(workspace: Workspace, source_id: str) -> RoundRecipe:
    from data.importing.refusal import refused
    from data.importing.rounds.recipe import RoundRecipe

    recipe = _recipe(workspace, source_id)
    if not isinstance(recipe, RoundRecipe):
        remedy = "Choose a source of questionnaire rounds, such as partnership_round."
        raise refused("the source has no template", remedy, None, "source", source_id)
    return recipe


def _intake(
    workspace: Workspace, recipe: Recipe | RoundRecipe | ThreadRecipe, *about: Any
) -> Intake | RoundIntake | ThreadIntake:
    from data.importing.rounds.recipe import RoundRecipe
    from data.importing.threads.recipe import ThreadRecipe

    if isinstance(recipe, ThreadRecipe):
        from data.importing.threads.intake import ThreadIntake

        return ThreadIntake(workspace, recipe, *about)

    if isinstance(recipe, RoundRecipe):
        from data.importing.rounds.intake import RoundIntake

        return RoundIntake(workspace, recipe, *about)
    from data.importing.intake import Intake

    return Intake(workspace, recipe, *about)


def _refusal(
    workspace: Workspace, source_id: str, faults: tuple[Fault, ...], *, is_dry_run: bool
) -> Report:
    from data.importing.report import Report
    from data.publishing import current

    version = current(workspace.path).version
    served = version if version >= 0 else None
    return Report(source_id, errors=faults, version=served, is_dry_run=is_dry_run)


def _recipe(workspace: Workspace, source_id: str) -> Recipe | RoundRecipe | ThreadRecipe:
    from data.importing import recipe
    from data.importing.refusal import refused

    known = recipe.paths(workspace.path)
    if source_id not in known:
        remedy = f"Choose one of: {', '.join(known)}; or add its recipe to the workspace's recipes."
        raise refused("unknown source", remedy, None, "source", source_id)
    try:
        return recipe.load(known[source_id])
    except recipe.RecipeError as error:
        raise refused("the recipe is faulty", str(error), None, "source", source_id) from error
