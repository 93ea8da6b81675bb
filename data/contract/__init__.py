"""The contract: every published table's columns, types and rules, and the check at the door."""

from data.contract.checking import check, typed
from data.contract.faults import ContractError, Fault, Verdict
from data.contract.rounds import ROUND_RULES, looking_at
from data.contract.rules import LINKS, OBSERVATION_RULES, REFERENCE_RULES, SHOWN, TREES
from data.contract.tables import (
    ABSENT_NOTES,
    ACHIEVEMENT_AREAS,
    AREA_PARTS,
    CLAIM_DESIGNS,
    CLAIM_STATUSES,
    COLLECTIONS,
    FREQUENCIES,
    METHODS,
    OBSERVATIONS,
    POLARITIES,
    REFERENCE,
    SQL_TYPES,
    STEP_KINDS,
    STRENGTHS,
    TABLES,
    VALUE_NOTES,
    Column,
    Table,
)

__all__ = [
    "ABSENT_NOTES",
    "ACHIEVEMENT_AREAS",
    "AREA_PARTS",
    "CLAIM_DESIGNS",
    "CLAIM_STATUSES",
    "COLLECTIONS",
    "FREQUENCIES",
    "LINKS",
    "METHODS",
    "OBSERVATIONS",
    "OBSERVATION_RULES",
    "POLARITIES",
    "REFERENCE",
    "REFERENCE_RULES",
    "ROUND_RULES",
    "SHOWN",
    "SQL_TYPES",
    "STEP_KINDS",
    "STRENGTHS",
    "TABLES",
    "TREES",
    "VALUE_NOTES",
    "Column",
    "ContractError",
    "Fault",
    "Table",
    "Verdict",
    "check",
    "looking_at",
    "typed",
]
