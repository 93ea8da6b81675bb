"""The chain of changes: whatever is altered, taken out or put in is found at its row."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import text

from data.register import Register, Unusable, audit, documents, records, verifying
from data.register.audit import Head
from data.register.connecting import reading
from data.register.documents import Document
from tests.data.register.tampering import tamper


@pytest.fixture
def chained(register: Register) -> Register:
    """Four people, then a document in six versions: changes 5 to 10."""
    for version in range(6):
        save(register, version)
    return register


def save(register: Register, after: int) -> None:
    words = Document("Notes", f"Version {after + 1} of the notes")
    documents.save(register, "notes", words, who="Bert", why=f"Edit {after + 1}", after=after)


def faults(register: Register, *kept: Head) -> tuple[str, ...]:
    return verifying.verify(register, kept).faults


def test_a_whole_register_verifies_and_says_its_head(chained):
    verdict = verifying.verify(chained)

    assert (verdict.changes, verdict.faults) == (10, ())
    assert verdict.head == audit.kept(chained)
    assert verdict.head.seq == 10


def test_the_hashes_are_those_of_the_form_that_is_written_down(chained):
    """Worked out here from the docstring alone, without the module's own functions."""

    def sha(values: list) -> str:
        # By hand for plain texts and numbers: JSON as compact as it gets.
        said = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(said.encode("utf-8")).hexdigest()

    before = "0" * 64
    with reading(chained) as connection:
        rows = connection.execute(
            text(
                "select * from register_log inner join register_records "
                "using (kind, record_id, version) order by seq"
            )
        ).mappings()
        for number, row in enumerate(rows, start=1):
            key = [row["kind"], row["record_id"], row["version"]]
            said = [row[column] for column in ("body", "who", "role", "at", "why")]
            assert row["record_hash"] == sha([*key, *said])
            assert row["hash"] == sha([number, *key, row["record_hash"], before])
            before = row["hash"]
    assert number == 10


def test_the_canonical_form_never_changes():
    """A register must verify for as long as it is kept, whatever the version of Python."""
    value = {"b": [1, 2.5, 1e21, 0.1, -0.0, None, True], "a": 'é "\n\u2028', "A": {}}

    assert audit.canonical(value) == (
        '{"A":{},"a":"é \\"\\n\u2028","b":[1,2.5,1e+21,0.1,-0.0,null,true]}'
    )
    row = dict.fromkeys(audit.SEALED, "é") | {"version": 3}
    # sha256sum of ["é","é",3,"é","é","é","é","é"]
    assert audit.record_hash(row) == (
        "09268b1aacc76e1033697f4a03d76e59ba068333b73106d235b15180307e0882"
    )


ALTERED = {
    "update register_records set body = replace(body, 'n 3', 'n 9') where version = 3": (
        "Change 7 (document notes, version 3) is not as it was written: its row of the records"
    ),
    "update register_records set who = 'Eve' where version = 3": "Change 7 (document notes",
    "update register_records set role = 'approver' where version = 3": "Change 7 (document notes",
    "update register_records set at = replace(at, '20', '19') where version = 3": "Change 7 (",
    "update register_records set why = why || '!' where version = 3": "Change 7 (document notes",
    "update register_log set record_hash = hash where seq = 7": (
        "Change 7 (document notes, version 3) is not as it was written: its row of the log"
    ),
    "update register_log set hash = record_hash where seq = 7": "Change 7 (document notes, version",
    "update register_log set previous_hash = hash where seq = 7": "Change 7 (document notes, versi",
    "update register_log set seq = 70 where seq = 7": "Change 7 is missing from the log; the next",
    "delete from register_log where seq = 7": "Change 7 is missing from the log; the next that is",
    "delete from register_records where version = 3": "Change 7 (document notes, version 3) is",
    "delete from register_records": "Change 1 (person anne, version 1) is missing from the records",
}


@pytest.mark.parametrize("statement", ALTERED)
def test_what_was_altered_is_found_at_its_row(chained, statement):
    tamper(chained, statement)

    (fault,) = faults(chained)
    assert fault.startswith(ALTERED[statement])


def test_a_guard_that_was_taken_away_is_found(chained):
    name = "register_log_rows" if chained.url else "register_log_delete"
    drop = f"drop trigger {name}" + (" on register_log" if chained.url else "")
    tamper(chained, drop, is_guard_kept=False)

    assert faults(chained) == (f"What keeps rows from being changed was taken away: {name}.",)


def test_rows_out_of_order_are_found(chained):
    tamper(
        chained,
        "update register_log set seq = 80 where seq = 8",
        "update register_log set seq = 8 where seq = 7",
        "update register_log set seq = 7 where seq = 80",
    )

    (fault,) = faults(chained)
    assert fault.startswith("Change 7 (document notes, version 4) does not follow on the change")


def test_a_row_put_in_behind_the_log_s_back_is_found_and_never_shown(chained):
    tamper(
        chained,
        "insert into register_records select kind, record_id, 7, body, who, role, at, why "
        "from register_records where version = 6",
    )

    assert faults(chained) == ("document notes, version 7, was put in without the log.",)
    assert documents.newest(chained, "notes").version == 6


def test_an_end_that_was_cut_off_is_told_by_the_head_beside_the_register(chained):
    tamper(
        chained,
        "delete from register_log where seq > 8",
        "delete from register_records where version > 4",
    )

    (fault,) = faults(chained)
    assert fault.startswith("Change 9 is missing, and all after it: 10 changes were kept, and the")
    with pytest.raises(Unusable, match="Change 10 was written to the register and is not in it"):
        save(chained, 4)
    assert documents.newest(chained, "notes").version == 4  # what is there can be read

    audit.head_file(chained).unlink()
    assert faults(chained) == ()  # nothing else tells, as the module says
    save(chained, 4)


def test_a_head_kept_with_the_minutes_tells_as_well(chained):
    minuted = verifying.verify(chained).head
    tamper(
        chained,
        "delete from register_log where seq > 8",
        "delete from register_records where version > 4",
    )
    audit.head_file(chained).unlink()

    (fault,) = faults(chained, minuted)
    assert fault.startswith("Change 9 is missing")
    assert faults(chained, Head(8, "f" * 64)) == (
        "Change 8 is not the one that was kept: the history was written anew.",
    )
    assert faults(chained, Head(0, "0" * 64)) == ()


def test_a_history_written_anew_with_good_hashes_is_told_by_a_head(chained):
    minuted = verifying.verify(chained).head
    with reading(chained) as connection:
        entries = connection.execute(
            text(
                "select * from register_log inner join register_records "
                "using (kind, record_id, version) order by seq"
            )
        ).mappings()
        rows = [dict(row) for row in entries]
    before, statements = "0" * 64, []
    for row in rows:
        row["who"] = "Eve" if row["seq"] == 7 else row["who"]
        row["record_hash"], row["previous_hash"] = audit.record_hash(row), before
        row["hash"] = before = audit.entry_hash(row)
        for column in ("record_hash", "previous_hash", "hash"):
            change = f"set {column} = '{row[column]}' where seq = {row['seq']}"
            statements.append(f"update register_log {change}")  # noqa: S608 - it is to tamper
    tamper(chained, "update register_records set who = 'Eve' where version = 3", *statements)
    audit.head_file(chained).unlink()

    assert faults(chained) == ()
    assert faults(chained, minuted) == (
        "Change 10 is not the one that was kept: the history was written anew.",
    )


def test_a_head_that_lags_behind_or_is_lost_raises_no_alarm(chained):
    file = audit.head_file(chained)
    newest = file.read_text()
    save(chained, 6)
    file.write_text(newest)
    assert faults(chained) == ()
    for lost in ("", "x", "\x00" * 80):
        file.write_text(lost)
        assert faults(chained) == ()
    file.unlink()
    save(chained, 7)
    assert audit.kept(chained).seq == 12


def test_a_register_whose_file_is_gone_is_not_begun_again(in_file):
    in_file.path.unlink()

    (fault,) = faults(in_file)
    assert fault.startswith("Change 1 is missing, and all after it: 4 changes were kept")
    with pytest.raises(Unusable, match="Change 4 was written to the register and is not in it now"):
        save(in_file, 0)


def test_a_changed_byte_in_the_file_is_found_at_its_row(in_file):
    for version in range(6):
        save(in_file, version)
    content = in_file.path.read_bytes()
    at = content.index(b"Version 3 of the notes")
    in_file.path.write_bytes(content[:at] + b"W" + content[at + 1 :])

    (fault,) = faults(in_file)
    assert fault.startswith("Change 7 (document notes, version 3) is not as it was written")

    # A byte that is no letter at all is found at the same row.
    in_file.path.write_bytes(content[:at] + b"\xff" + content[at + 1 :])
    assert faults(in_file) == (fault,)


def test_no_changed_byte_of_the_file_changes_what_is_read_unnoticed(in_file, tmp_path):
    for version in range(6):
        save(in_file, version)
    before = records.changes(in_file)
    content, chance = in_file.path.read_bytes(), random.Random(4)
    copy = replace(in_file, workspace=replace(in_file.workspace, path=tmp_path / "copy"))
    copy.workspace.path.mkdir()
    shutil.copy(audit.head_file(in_file), audit.head_file(copy))
    used = [at for at, byte in enumerate(content) if byte]  # most of a small file is empty
    noticed = 0
    for at in chance.sample(used, 400):
        changed = bytearray(content)
        changed[at] ^= 1 << chance.randrange(8)
        copy.path.write_bytes(changed)
        try:
            is_noticed = bool(faults(copy))
        except Unusable:
            is_noticed = True
        noticed += is_noticed
        assert is_noticed or records.changes(copy) == before, f"byte {at}"
    assert noticed > 300
