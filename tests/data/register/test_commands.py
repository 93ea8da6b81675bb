"""The register's commands: what they say, to people and to machines, and how they end."""

from __future__ import annotations

import json
import os

import pytest

from data.__main__ import main
from data.register import audit, roles
from tests.data.register.tampering import tamper


@pytest.fixture
def run(empty, capsys):
    """Run a command in the workspace: its exit code and all it said."""

    def running(*words: str, place: str | None = None) -> tuple[int, str]:
        code = main([*words, "--workspace", place or str(empty.workspace.path)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return running


def test_the_first_approver_is_made_at_the_command_line(empty, run):
    assert run("verify") == (0, "1 versions, every file as it was published.\n" + _begun(empty))

    code, said = run("role", "  Anne   Archer", "approver", "--who", "Root", "--reason", "Elected")

    assert (code, said) == (0, "Anne Archer is an approver now.\n")
    (person,) = roles.people(empty)
    assert person.body == roles.Person("Anne Archer", "approver")
    assert (person.who, person.role, person.why) == ("Root", "administrator", "Elected")


def _begun(register) -> str:
    if register.url:
        return (
            "Register: 0 changes, each as it was written. Keep this with the minutes, to tell later"
            f" whether any was cut off (--head):\n  0 {'0' * 64}\n"
        )
    return "The register is not begun.\n"


def test_a_role_there_is_none_of_is_refused(run):
    with pytest.raises(SystemExit):
        run("role", "Anne", "king")
    code, said = run("role", " ", "viewer")
    assert (code, "A name has 1 to 100 letters" in said) == (2, True)


def test_verify_finds_what_was_altered_and_prints_the_head(empty, run):
    run("role", "Anne", "approver")
    run("role", "Bert", "viewer")
    head = str(audit.kept(empty))

    code, said = run("verify")
    assert code == 0
    assert said.endswith(f"  {head}\n")
    assert run("verify", "--head", head)[0] == 0
    code, said = run("verify", "--head", f"3 {'a' * 64}")
    assert (code, "Change 3 is missing" in said) == (2, True)
    code, said = run("verify", "--head", "3")
    assert (code, "A head is a number and 64 letters" in said) == (2, True)

    tamper(empty, "update register_records set who = 'Eve' where record_id = 'bert'")
    code, said = run("verify", "--json")
    found = json.loads(said)["register"]
    assert code == 2
    assert found["changes"] == 1
    assert "Change 2 (person bert, version 1) is not as it was written" in found["faults"][0]


def test_what_cannot_be_read_is_refused_and_the_files_are_checked_still(in_file, capsys):
    in_file.path.write_bytes(b"x" * 5000)

    assert main(["verify", "--workspace", str(in_file.workspace.path)]) == 2
    said = capsys.readouterr().out
    assert said.startswith("1 versions, every file as it was published.\nRegister: The register is")


def test_backup_and_restore(empty, run, tmp_path, monkeypatch):
    run("role", "Anne", "approver")
    backup = str(tmp_path / "backup")

    code, said = run("backup", backup)
    assert code == 0
    assert said.startswith(f"{backup} holds Home partnership with version 1 and 1 changes of the r")
    assert run("backup", backup)[0] == 2
    code, said = run("restore", backup)
    assert (code, "holds workspace.toml" in said, "--force" in said) == (2, True, True)
    code, said = run("restore", backup, "--force")
    assert (code, "What was there before is in" in said) == (0, True)

    monkeypatch.delenv("HSP_REGISTER", raising=False)
    code, said = run("restore", backup, "--json", place=str(tmp_path / "new"))
    assert code == 0
    assert json.loads(said)["head"] == str(audit.kept(empty))
    assert run("verify", place=str(tmp_path / "new"))[0] == 0
    code, said = run("restore", str(tmp_path), place=str(tmp_path / "other"))
    assert (code, "is not a whole backup" in said) == (2, True)
    assert "other" not in os.listdir(tmp_path)  # noqa: PTH208 - names alone
