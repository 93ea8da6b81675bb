"""The sample: an illustrative workspace about Harrow, 2001/02 to 2008/09, made from a seed.

README.md beside this file says what is planted in it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from data.sample import edits, releases, rows, suppression, targets

SETTINGS = Path(__file__).parent / "facts" / "workspace.toml"


def write(directory: Path) -> None:
    """Write the whole sample workspace into an empty or absent directory.

    The same seed gives the same rows every time. Raises FileExistsError when something is there.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise FileExistsError(f"{directory} is not empty. Choose an empty or a new folder.")
    shutil.copyfile(SETTINGS, directory / "workspace.toml")
    observations = suppression.suppressed(edits.edited(rows.observations()))
    published = releases.dated(observations)
    releases.write(directory, published, targets.targets(published))
