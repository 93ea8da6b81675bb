"""Reading: a partner's untrusted file as a table of texts, through a process of its own.

Whatever the file does to that process, this one only waits for it, at most WAIT seconds. Nothing
heavy is imported before that process runs: loading our libraries takes as long as it does.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.importing.formats import Order
from data.importing.recipe import Recipe
from data.importing.refusal import refused
from data.importing.rounds.recipe import RoundRecipe
from data.importing.threads.recipe import ThreadRecipe

if TYPE_CHECKING:
    import pyarrow as pa

MOST_BYTES = 200 * 2**20
WAIT = 60
PROJECT = Path(__file__).parents[2]
ROW = "\0row"
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR")


class ReaderFailed(RuntimeError):
    """The limited process ended by a fault of ours; the message is the last thing it said."""


@dataclass(frozen=True)
class Texts:
    """Every cell of a file as text, the row of the file each row stands on, and the file's SHA-256.

    Column names are the file's own, made distinct.
    """

    rows: pa.Table
    row_numbers: pa.Array
    header_row: int
    digest: str


@contextmanager
def begun(file: Path, recipe: Recipe | RoundRecipe | ThreadRecipe) -> Generator[Reading]:
    """A reading that runs while the caller prepares; `texts()` waits for it.

    Raises FileRefused when the file is missing, empty, too large or no regular file.
    """
    _check_file(file)
    try:
        folder = Path(tempfile.mkdtemp(prefix="hsp-import-"))
    except OSError as error:
        remedy = f"{error.strerror}: free some space in the temporary folder, then import again."
        raise refused("no temporary folder can be made", remedy) from error
    try:
        reading = Reading(file.resolve(), recipe, folder)
        try:
            yield reading
        finally:
            reading.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Reading:
    """The limited process at work on one file."""

    def __init__(
        self, file: Path, recipe: Recipe | RoundRecipe | ThreadRecipe, folder: Path
    ) -> None:
        """Start it; nothing of this process's environment but the system's own reaches it."""
        self._file, self._form, self._answer = file, recipe.file, folder / "texts.arrow"
        self._complaint = folder / "complaint.txt"
        order = Order(str(file), str(self._answer), **asdict(recipe.file), labels=recipe.labels)
        with self._complaint.open("wb") as complaint:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "data.importing.formats", json.dumps(asdict(order))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaint,
                cwd=PROJECT,
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ}
                | {"ARROW_DEFAULT_MEMORY_POOL": "system"},
            )

    def texts(self) -> Texts:
        """The file's cells.

        Raises FileRefused with the reason the process gave or its end, ReaderFailed for a fault of
        ours.
        """
        with self._file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        try:
            said, _ = self._process.communicate(timeout=WAIT)
        except subprocess.TimeoutExpired as error:
            raise refused(*_too_much(f"more than {WAIT} seconds")) from error
        code = self._process.returncode
        if code == 2:  # noqa: PLR2004 - the process's word for unreadable
            raise refused(**json.loads(said))
        if code == 1:
            lines = self._complaint.read_text(encoding="utf-8", errors="replace").splitlines()
            raise ReaderFailed("Reading the file failed: " + (lines or ["no reason given"])[-1])
        if code:
            raise refused(*_too_much(f"more memory or time than is allowed (end {code})"))
        import pyarrow as pa

        with pa.memory_map(str(self._answer)) as answer:
            rows = pa.ipc.open_file(answer).read_all()
        return self._numbered(rows, digest)

    def _numbered(self, rows: pa.Table, digest: str) -> Texts:
        import pyarrow as pa

        is_plain = self._form.format == "parquet"
        header = 0 if is_plain else self._form.skip_rows + self._form.header_rows
        if ROW in rows.column_names:
            numbers, rows = rows[ROW].combine_chunks(), rows.drop_columns([ROW])
        else:
            numbers = pa.arange(header + 1, header + 1 + rows.num_rows)
        return Texts(rows, numbers, header, digest)

    def stop(self) -> None:
        """End the process if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def _check_file(file: Path) -> None:
    try:
        state = file.stat()
    except (OSError, ValueError) as error:
        raise refused("no such file", "Check the path and the file's name.") from error
    if not stat.S_ISREG(state.st_mode):
        raise refused("not a file", "Give one file, not a folder or a device.")
    if not os.access(file, os.R_OK):
        raise refused("the file may not be read", "Ask its owner for leave to read it.")
    if not state.st_size:
        raise refused("the file is empty", "It has no bytes at all: export it again.")
    if state.st_size > MOST_BYTES:
        limit = MOST_BYTES // 2**20
        raise refused("the file is too large", f"Split it: {limit} MB are allowed.")


def _too_much(what: str) -> tuple[str, str]:
    return (
        "the file takes too much to read",
        f"Reading it needs {what}. Save the one table that counts as CSV, or split the file.",
    )
