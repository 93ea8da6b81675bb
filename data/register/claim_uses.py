"""Claim uses: every indicator that a claim of added value in force names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from data.contract.tables import Column, Table
from data.register import Register
from data.register.claims import indicators_of
from data.register.claims_in_force import ENDS_KIND, standings
from data.register.claims_published import PARTS, put_together

KINDS = ("claim", ENDS_KIND)  # the first as `claim_reviews` has it, which is imported late
NAME = "claim_uses"
PUBLISHED = ("claims", *PARTS)
TABLE = Table(
    NAME,
    (Column("claim_id"), Column("indicator_id"), Column("title"), Column("partners")),
    key=("claim_id", "indicator_id"),
)


def tables(
    register: Register, published: Mapping[str, pa.Table], _: tuple[Any, ...] = ()
) -> dict[str, pa.Table]:
    """One row per claim in force and indicator that it names. Raises Unusable."""
    claims = put_together({name: published[name].to_pylist() for name in PUBLISHED})
    rows = [
        {
            "claim_id": one.claim_id,
            "indicator_id": indicator_id,
            "title": one.claim.title,
            "partners": ", ".join(partner.name for partner in one.claim.partners),
        }
        for one in standings(register, claims).in_force
        for indicator_id in sorted(indicators_of(one.claim))
    ]
    made = pa.Table.from_pylist(rows, schema=TABLE.schema)
    return {NAME: made.sort_by([(column, "ascending") for column in TABLE.key])}
