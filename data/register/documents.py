"""Documents: texts that the partnership agrees on and edits, such as its principles of change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.register import Refused, Register, records, roles
from data.register.connecting import reading, writing
from data.register.records import Record

KIND = "document"
CHANGE_PRINCIPLES = "change_principles"


@dataclass(frozen=True)
class Document:
    """A title and its text."""

    title: str
    text: str


def save(
    register: Register, document_id: str, document: Document, *, who: str, why: str, after: int
) -> int:
    """Keep a document as the version that follows `after`, 0 for a new one; its number.

    Raises NotAllowed, Refused, records.Superseded with the newer version.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,60}", document_id):
        raise Refused(
            f"{document_id!r} cannot name a document: small letters, digits, underscores."
        )
    if not document.title.strip():
        raise Refused("A document needs a title.")
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        key = (KIND, document_id)
        return records.append(connection, key, document, after=after, by=author, why=why)


def newest(register: Register, document_id: str) -> Record[Document] | None:
    """The document as it stands, or None when nobody has written it."""
    with reading(register) as connection:
        found = records.latest(connection, KIND, document_id)
    return found.of(Document) if found else None


def history(register: Register, document_id: str) -> list[Record[Document]]:
    """Every version of a document, the oldest first."""
    with reading(register) as connection:
        found = records.history(connection, KIND, document_id)
    return [record.of(Document) for record in found]
