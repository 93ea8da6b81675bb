"""Published rounds: a round that was asked here and is over, put among the published tables.

One commit, like everything else that is published. The register is locked meanwhile, so nobody
publishes a round twice. Should the register fail after the commit, the round is found among the
releases the next time and only noted.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import pyarrow as pa

from data import publishing, releases
from data.contract import REFERENCE, ContractError
from data.register import Refused, Register, responses, roles, rounds
from data.register.answers import NOT_APPLICABLE
from data.register.connecting import writing
from data.register.questionnaires import Item
from data.register.responses import Respondent
from data.register.rounds import Round

ITEMS = "questionnaire_items"
ORIGIN = "asked in HSP Scorecard"
Rows = list[dict[str, Any]]


def publish(register: Register, round_id: str, *, who: str, why: str, after: int) -> int:
    """Publish a closed round, once; the data version. `after` is the round's version seen.

    Raises NotAllowed, Refused, records.Superseded; then nothing is published.
    """
    with writing(register) as connection:
        actor = roles.acting(connection, who, "working_group")
        asked = rounds.over(connection, round_id, after, register.workspace.today)
        version = _already(register, round_id)
        if version is None:
            found = responses.of_round(connection, round_id)
            try:
                version = _committed(register, round_id, asked, found, (actor.name, why))
            except (publishing.PublishError, ContractError) as error:
                raise Refused(f"The round was not published. {error}") from error
        now = replace(asked, data_version=version)
        rounds.keep(connection, round_id, now, by=actor, why=why, after=after)
    return version


def tables(round_id: str, asked: Round, found: Iterable[Respondent]) -> dict[str, Rows]:
    """Rows of the five published tables that a round brings.

    Responses get new ids in an order of chance, comments their own in the order of their SHA-256,
    so that neither leads back to a row of the register, to an invitation or to one another.
    """
    plan = asked.plan
    counted = [one for one in found if one.said.answers]
    secrets.SystemRandom().shuffle(counted)
    about = {
        "round_id": round_id,
        "questionnaire_id": plan.questionnaire_id,
        "title": plan.title,
        "opens_date": plan.opens,
        "closes_date": asked.last_day,
        "minimum_group": plan.minimum_group,
        "smallest_count": plan.smallest_count,
        "origin": ORIGIN,
    }
    invited = [
        {
            "round_id": round_id,
            "organisation": cell.organisation,
            "respondent_group": cell.respondent_group,
            "invited": cell.people,
        }
        for cell in plan.invited
    ]
    return {
        ITEMS: [_item(plan.questionnaire_id, item) for item in asked.items],
        "questionnaire_rounds": [about],
        "questionnaire_invitations": invited,
        "questionnaire_answers": _answers(round_id, counted),
        "questionnaire_comments": _comments(round_id, found),
    }


def _item(questionnaire_id: str, item: Item) -> dict[str, Any]:
    return {"questionnaire_id": questionnaire_id, **asdict(item), "origin": ORIGIN}


def _answers(round_id: str, counted: Sequence[Respondent]) -> Rows:
    width = len(str(len(counted)))
    return [
        {
            "round_id": round_id,
            "response_id": f"{number:0{width}}",
            "organisation": one.organisation,
            "respondent_group": one.respondent_group,
            "item_id": item_id,
            "answer": None if answer == NOT_APPLICABLE else answer,
        }
        for number, one in enumerate(counted, start=1)
        for item_id, answer in sorted(one.said.answers.items())
    ]


def _comments(round_id: str, found: Iterable[Respondent]) -> Rows:
    said = [
        (hashlib.sha256(f"{round_id}:{comment}".encode()).hexdigest(), dimension, comment)
        for one in found
        for dimension, comment in one.said.comments.items()
    ]
    width = len(str(len(said)))
    return [
        {
            "round_id": round_id,
            "comment_id": f"{number:0{width}}",
            "dimension": dimension,
            "comment": comment,
        }
        for number, (_, dimension, comment) in enumerate(sorted(said), start=1)
    ]


def _committed(
    register: Register,
    round_id: str,
    asked: Round,
    found: Sequence[Respondent],
    by: tuple[str, str],
) -> int:
    """Commit the round on top of what is served; the data version."""
    folder = register.workspace.path
    base = publishing.base(folder)
    brought = tables(round_id, asked, found)
    if not brought["questionnaire_answers"]:
        raise Refused("Nobody answered this round, so there is nothing to publish.")
    merged = {
        name: _merged(name, publishing.reference_table(folder, base, name), rows)
        for name, rows in brought.items()
    }
    who, why = by
    return publishing.publish(
        folder,
        publishing.Change(reference=merged),
        source_id=_source(round_id),
        who=who,
        why=why,
        counts={"added": sum(len(rows) for name, rows in brought.items() if name != ITEMS)},
        expected_version=base.version,
    )


def _merged(name: str, published: pa.Table, rows: Rows) -> pa.Table:
    """The published table with these rows; statements that are published stay as they are.

    Raises Refused when a statement is published otherwise than it was asked.
    """
    table = REFERENCE[name]
    if name != ITEMS:
        return pa.concat_tables([published, pa.Table.from_pylist(rows, schema=table.schema)])
    known = {tuple(row[part] for part in table.key): row for row in published.to_pylist()}
    for row in rows:
        before = known.get(tuple(row[part] for part in table.key))
        if before and _without_origin(before) != _without_origin(row):
            raise Refused(
                f"Statement {row['item_id']} is published otherwise than it was asked. Publish it "
                "as it was asked, under this id, and try again."
            )
    new = [row for row in rows if tuple(row[part] for part in table.key) not in known]
    return pa.concat_tables([published, pa.Table.from_pylist(new, schema=table.schema)])


def _without_origin(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "origin"}


def _already(register: Register, round_id: str) -> int | None:
    """The version that brought this round, when only the register did not hear of it."""
    folder = register.workspace.path
    published = publishing.reference_table(
        folder, publishing.current(folder), "questionnaire_rounds"
    )
    if round_id not in published["round_id"].to_pylist():
        return None
    brought = (one for one in releases.history(folder) if one.source_id == _source(round_id))
    if (release := next(brought, None)) is None:
        raise Refused(f"Another round is published as {round_id}. Make this one anew.")
    return release.version


def _source(round_id: str) -> str:
    return f"questionnaire:{round_id}"
