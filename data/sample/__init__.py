"""The sample: an illustrative workspace about Harrow, 2001/02 to 2008/09, made from a seed.

README.md beside this file says what is planted in it.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from data.publishing import PublishError
from data.sample import edits, releases, rows, targets

SETTINGS = Path(__file__).parent / "facts" / "workspace.toml"


def write(directory: Path) -> None:
    """Write the sample workspace; the same seed gives the same rows every time.

    A sample that is there already is replaced once the new one is whole. Raises PublishError when
    the directory holds anything else.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if any(directory.iterdir()) and not _holds_sample(directory):
        raise PublishError(f"{directory} is not empty. Choose an empty or a new folder.")
    with tempfile.TemporaryDirectory(dir=directory.parent, prefix=".sample-") as draft:
        made = Path(draft)
        observations = releases.dated(edits.edited(rows.observations()))
        releases.write(made, observations, targets.targets(observations))
        for name in ("extracts", "reference"):
            shutil.rmtree(directory / name, ignore_errors=True)
            (made / name).rename(directory / name)
    shutil.copyfile(SETTINGS, directory / "workspace.toml")


def _holds_sample(directory: Path) -> bool:
    settings = directory / "workspace.toml"
    return settings.is_file() and settings.read_bytes() == SETTINGS.read_bytes()
