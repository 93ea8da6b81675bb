"""Claims of added value as published tables: no claim is left with a partner too few."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from data.contract import ContractError
from data.publishing import Change, publish
from tests.data.published import begin, served_rows
from tests.data.rows import table

PARTNERS = table("claim_partners", {}, {"partner": "Police", "is_necessary": False})


def put(folder: Path, **tables: pa.Table) -> None:
    publish(folder, Change(reference=tables), source_id="claims", who="Anne", why="A test")


@pytest.fixture
def claimed(tmp_path: Path) -> Path:
    begin(tmp_path / "workspace", {})
    put(tmp_path / "workspace", claims=table("claims", {}), claim_partners=PARTNERS)
    return tmp_path / "workspace"


@pytest.mark.parametrize(
    ("partners", "rule"),
    [
        (table("claim_partners", {}), "a claim with a single partner"),
        (
            table("claim_partners", {"partner": "The Council"}, {"partner": " the  COUNCIL"}),
            "a claim with a single partner",
        ),
        (table("claim_partners"), "points to nothing in claim_partners"),
    ],
)
def test_a_partner_taken_away_leaves_no_claim_behind(claimed, partners, rule):
    with pytest.raises(ContractError, match=rule):
        put(claimed, claim_partners=partners)

    assert served_rows(claimed, "partner", "claim_partners") == [("Council",), ("Police",)]


def test_a_claim_without_partners_is_not_published(tmp_path):
    begin(tmp_path, {})

    with pytest.raises(ContractError, match="points to nothing in claim_partners"):
        put(tmp_path, claims=table("claims", {}))


def test_a_claim_goes_with_all_that_belongs_to_it(claimed):
    with pytest.raises(ContractError, match="points to nothing in claims"):
        put(claimed, claims=table("claims"))

    put(claimed, claims=table("claims"), claim_partners=table("claim_partners"))

    assert served_rows(claimed, "claim_id", "claims") == []
