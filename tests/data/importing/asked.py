"""A small questionnaire of a workspace's own, its recipe, and a file of one round of it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from data import publishing, releases
from data.workspace import Workspace

RECIPE = """
name = "Working together"
publisher = "The partnership"

[questionnaire]
questionnaire_id = "together"
minimum_group = 5
smallest_count = 3
groups = { "B" = "Board" }

[questionnaire.columns]
round = "round"
opens = "opens"
closes = "closes"
organisation = "organisation"
group = "group"
invited = "invited"
comment = "comment"

[questionnaire.answers]
missing = ["", "NA"]
not_applicable = ["n/a"]
labels = { "Never" = 1 }

[[questionnaire.items]]
item_id = "L1"
dimension = "Leading"
text = "We are led."
scale = [1, 5]
has_not_applicable = true

[[questionnaire.items]]
item_id = "L2"
dimension = "Leading"
text = "Nobody leads us."
scale = [1, 5]
is_negative = true
"""
HEADER = "id,round,opens,closes,organisation,group,invited,L1,L2,comment Leading\n"
ROUND = "2009,2009-11-01,30/11/2009,"
PEOPLE = (
    f"anne,{ROUND}Council,B,3,4,2,Well led.\n"
    f"bob,{ROUND}Council,B,,n/a,NA,\n"
    f"cleo,{ROUND}Council,B,3,Never,5,Well led.\n"
    f"dan,{ROUND}Police,Front line,4,,,Nobody asked us <yet> = never!\n"
)
FILE = HEADER + PEOPLE
NAMES = ("items", "rounds", "invitations", "answers", "comments")


def with_recipe(workspace: Workspace, text: str = RECIPE, name: str = "together") -> None:
    (workspace.path / "recipes" / f"{name}.toml").write_text(text, encoding="utf-8")


def published(folder: Path) -> dict[str, pa.Table]:
    """The five tables as they are served, by the end of their names."""
    release = releases.served(folder)[0]
    return {
        name: publishing.reference_table(folder, release, f"questionnaire_{name}") for name in NAMES
    }
