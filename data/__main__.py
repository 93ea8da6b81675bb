"""Command line: `python -m data`, the same code as the pages.

Exit 0 done, 2 refused with the reasons, 1 a fault of ours.
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from data.workspace import BUNDLED, WorkspaceError, open_workspace, workspace_path

if TYPE_CHECKING:
    from data.keeping import Said

DONE, OURS, REFUSED = 0, 1, 2


def main(words: list[str] | None = None) -> int:
    """Do what the words say and return the exit code."""
    choice = _parser().parse_args(words)
    try:
        return choice.command(choice)
    except WorkspaceError as error:
        return _refused(choice, "the workspace cannot be used", str(error))
    except Exception as error:
        from data.backups import BackupError
        from data.importing.reading import ReaderFailed
        from data.publishing import PublishError
        from data.register import RegisterError
        from data.releases import DamagedExtract, UnknownVersion

        refusals = (PublishError, DamagedExtract, UnknownVersion, RegisterError, BackupError)
        if isinstance(error, refusals):
            return _refused(choice, "not done", str(error))
        if isinstance(error, ReaderFailed):
            sys.stderr.write(f"{error}\nThis is a fault of ours; nothing was published.\n")
            return OURS
        raise


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m data", description="The partnership's data.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (does, call, is_in_workspace) in COMMANDS.items():
        command = commands.add_parser(name, help=does, description=does)
        command.set_defaults(command=call)
        command.add_argument("--json", action="store_true", help="say it as one JSON object")
        if is_in_workspace:
            folder = "its folder; else HSP_WORKSPACE, else the sample"
            command.add_argument("--workspace", type=Path, help=folder)
        if name in ("import", "rollback", "role"):
            person = "your name or post; else the user of this computer"
            command.add_argument("--who", default=None, help=person)
    _choices(commands.choices)
    return parser


def _choices(commands: Mapping[str, argparse.ArgumentParser]) -> None:
    """What one command alone asks for."""
    taken, back, made = commands["import"], commands["rollback"], commands["init"]
    for one in (taken, commands["template"]):
        one.add_argument("file", type=Path)
        one.add_argument("--source", required=True, help="its recipe, one of `sources`")
    taken.add_argument("--dry-run", action="store_true", help="stop short of publishing")
    taken.add_argument("--reason", help="the answer to the warnings, kept with the version")
    back.add_argument("version", type=int)
    back.add_argument("--reason", required=True)
    made.add_argument("directory", type=Path)
    made.add_argument("--home", default=None, help="code of the partnership's own area")
    made.add_argument("--name", default="Local strategic partnership")
    _choices_of_keeping(commands)
    commands["sample"].add_argument("directory", type=Path, nargs="?", default=BUNDLED)


def _choices_of_keeping(commands: Mapping[str, argparse.ArgumentParser]) -> None:
    commands["verify"].add_argument("--head", help="the register's newest change, kept before")
    role = commands["role"]
    role.add_argument("name")
    role.add_argument("role", choices=["viewer", "working_group", "approver"])
    role.add_argument("--reason", default="Appointed at the command line")
    for name, help_ in (("backup", "a damaged one too"), ("restore", "in place of what is there")):
        commands[name].add_argument("directory", type=Path)
        commands[name].add_argument("--force", action="store_true", help=help_)


def _sources(choice: argparse.Namespace) -> int:
    from dataclasses import asdict

    from data.importing import sources

    found = sources(open_workspace(choice.workspace))
    width = max((len(source.source_id) for source in found), default=0)
    lines = [f"{s.source_id:{width}}  {s.fault or s.name}" for s in found]
    _say(choice, {"sources": [asdict(source) for source in found]}, lines)
    return DONE


def _import(choice: argparse.Namespace) -> int:
    from data.importing import import_file

    report = import_file(
        open_workspace(choice.workspace),
        choice.file,
        choice.source,
        who=choice.who or _user(),
        reason=choice.reason,
        is_dry_run=choice.dry_run,
    )
    from data.importing.words import lines

    _say(choice, report.as_dict(), lines(report))
    return REFUSED if report.is_refused else DONE


def _template(choice: argparse.Namespace) -> int:
    from data.importing import template, template_guide
    from data.importing.refusal import FileRefused

    workspace, form = open_workspace(choice.workspace), choice.file.suffix.lower()
    if form not in (".csv", ".xlsx"):
        return _refused(choice, "no such kind of template", "Name the file .csv or .xlsx.")
    try:
        content = template(workspace, choice.source, "csv" if form == ".csv" else "xlsx")
        with choice.file.open("xb") as file:
            file.write(content)
    except FileRefused as refusal:
        return _refused(choice, refusal.faults[0].rule, refusal.faults[0].remedy)
    except OSError as error:
        return _refused(choice, "not written", f"{choice.file}: {error.strerror}.")
    guide = template_guide(workspace, choice.source)
    said = [f"A blank template is in {choice.file}: one row a person, one column a statement."]
    said += [f"  {column}: {what}" for column, what, _ in guide]
    _say(choice, {"file": str(choice.file)}, said)
    return DONE


def _history(choice: argparse.Namespace) -> int:
    from data import releases

    found = releases.history(open_workspace(choice.workspace).path)
    versions = [
        {
            "version": release.version,
            "published_at": release.published_at.isoformat(),
            "source": release.source_id,
            "who": release.who,
            "why": release.why,
            "counts": dict(release.counts),
        }
        for release in found
    ]
    lines = [
        f"{r.version:4}  {r.published_at:%Y-%m-%d %H:%M}  {r.source_id}  {r.why} ({r.who})"
        for r in found
    ]
    _say(choice, {"versions": versions}, lines or ["Nothing is published yet."])
    return DONE


def _rollback(choice: argparse.Namespace) -> int:
    from data import publishing

    path = open_workspace(choice.workspace).path
    who = choice.who or _user()
    version = publishing.rollback(path, choice.version, who=who, why=choice.reason)
    said = f"Version {version} serves the data of version {choice.version} again."
    _say(choice, {"version": version, "restored": choice.version}, [said])
    return DONE


def _verify(choice: argparse.Namespace) -> int:
    from data import keeping

    return _kept(choice, keeping.verify(open_workspace(choice.workspace), choice.head))


def _role(choice: argparse.Namespace) -> int:
    from data import keeping
    from data.register.roles import Person

    workspace, person = open_workspace(choice.workspace), Person(choice.name, choice.role)
    who = choice.who or _user()
    return _kept(choice, keeping.role(workspace, person, who=who, why=choice.reason))


def _backup(choice: argparse.Namespace) -> int:
    from data import keeping

    workspace = open_workspace(choice.workspace)
    return _kept(choice, keeping.backup(workspace, choice.directory, is_forced=choice.force))


def _restore(choice: argparse.Namespace) -> int:
    from data import keeping

    workspace = workspace_path(choice.workspace)  # there may be none to open
    return _kept(choice, keeping.restore(choice.directory, workspace, is_forced=choice.force))


def _kept(choice: argparse.Namespace, said: Said) -> int:
    _say(choice, said.content, [*said.lines])
    return REFUSED if said.is_refused else DONE


def _init(choice: argparse.Namespace) -> int:
    from data import beginning

    made = beginning.begin(choice.directory, home=choice.home, name=choice.name)
    lines = [
        f"{made.path} is a workspace for {made.name}, with areas and no results yet. Next:",
        f"  python -m data sources --workspace {made.path}",
        f"  python -m data import FILE --source ID --workspace {made.path}",
        f"See it with: HSP_WORKSPACE={made.path} streamlit run app.py",
    ]
    _say(choice, {"workspace": str(made.path), "name": made.name, "home": made.home_area}, lines)
    return DONE


def _sample(choice: argparse.Namespace) -> int:
    from data import sample

    sample.write(choice.directory)
    _say(choice, {"workspace": str(choice.directory)}, [f"The sample is in {choice.directory}."])
    return DONE


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _refused(choice: argparse.Namespace, rule: str, remedy: str) -> int:
    errors = [{"row": None, "column": None, "value": None, "rule": rule, "remedy": remedy}]
    if choice.json:
        _say(choice, {"errors": errors}, [])
    else:
        sys.stderr.write(f"Refused: {rule}. {remedy}\n")
    return REFUSED


def _say(choice: argparse.Namespace, content: dict[str, object], lines: list[str]) -> None:
    said = json.dumps(content, default=str) if choice.json else "\n".join(lines)
    sys.stdout.write(said + "\n")


# Command: what it does, what does it, and whether it works on an existing workspace.
COMMANDS = {
    "sources": ("List the sources that can be imported.", _sources, True),
    "import": ("Check a file, compare it, and publish it whole or not.", _import, True),
    "template": ("Write a blank file for a questionnaire's round.", _template, True),
    "history": ("List the published versions, newest first.", _history, True),
    "rollback": ("Serve an earlier version again, as a new one.", _rollback, True),
    "verify": ("Check every published file and every change of the register.", _verify, True),
    "role": ("Give a person a role in the register.", _role, True),
    "backup": ("Copy the whole workspace, register and all, into a folder.", _backup, True),
    "restore": ("Bring a backup back, checked before and after.", _restore, True),
    "init": ("Make a new, empty workspace.", _init, False),
    "sample": ("Write the illustrative sample anew.", _sample, False),
}


if __name__ == "__main__":
    sys.exit(main())
