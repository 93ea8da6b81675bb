"""The command line: exit codes, plain words, one JSON object, and what survives being killed."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest

from data import releases
from data.__main__ import main
from data.beginning import FACTS
from data.workspace import open_workspace
from tests.data.published import begin, served_rows

ROOT = Path(__file__).resolve().parents[2]
GOOD = "Code,Area,Year,Recycling_Rates\nE09000015,Harrow,2005/06,27\nE09000005,Brent,2005/06,22\n"


@pytest.fixture
def folder(tmp_path: Path, capsys) -> Path:
    """A new workspace as `init` makes it."""
    assert main(["init", str(tmp_path / "new")]) == 0
    capsys.readouterr()
    return tmp_path / "new"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two boroughs' recycling."""
    path = tmp_path / "recycling.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def larger(tmp_path: Path) -> Path:
    """More years of one borough's recycling, none of them in the smaller file."""
    rows = [f"E09000015,Harrow,{y}/{(y + 1) % 100:02d},{y % 90}" for y in range(1850, 2000)]
    path = tmp_path / "larger.csv"
    path.write_text("\n".join([*GOOD.splitlines(), *rows]) + "\n", encoding="utf-8")
    return path


def words(folder: Path, file: Path, *more: str) -> list[str]:
    source = "household_recycling"
    return ["import", str(file), "--source", source, "--workspace", str(folder), *more]


def test_a_newcomer_s_first_import(folder, shared, capsys):
    file = shared / "real" / "borough" / "Household-rcycling-borough.csv"
    assert main(words(folder, file, "--json")) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["source"], said["rows"], said["added"]) == ("household_recycling", 700, 700)
    assert said["errors"] == said["warnings"] == []
    release = releases.served(folder)[0]
    assert release.version == said["version"]
    paths = [str(folder / name) for name in release.observations]
    with duckdb.connect() as connection:
        rows = connection.read_parquet(paths).filter("area_code = 'E09000015'")
        found = rows.order("period_start").project("value").fetchall()
    assert [value for (value,) in found][:4] == [16, 19, 27, 28]


def test_ward_crimes_that_do_not_add_up_to_the_borough_s_need_a_reason(folder, shared, capsys):
    real, place = shared / "real", ["--workspace", str(folder), "--json"]
    met = ["import", str(real / "borough" / "met_crime_rates_1999_2016_long.csv")]
    wards = ["import", str(real / "ward" / "gla_ward_atlas_crime_wards.csv")]
    assert main([*met, "--source", "met_crime_rates", *place]) == 0
    wards += ["--source", "ward_atlas_crime", *place]
    capsys.readouterr()
    assert main(wards) == 2
    values = [fault["value"] for fault in json.loads(capsys.readouterr().out)["warnings"]]
    assert any("2001/02: 18,217 against 17,178 in 21 areas of type ward" in v for v in values)
    assert main([*wards, "--reason", "Some offences carry no ward"]) == 0
    assert "no ward" in releases.served(folder)[0].why
    assert main(wards) == 0  # nothing changes, so nothing needs a reason


def test_init_prints_the_next_commands_and_refuses_a_folder_in_use(tmp_path, capsys):
    assert main(["init", str(tmp_path / "w"), "--name", 'The "Brent" partnership']) == 0
    said = capsys.readouterr().out
    assert "python -m data sources" in said and "python -m data import" in said
    assert main(["init", str(tmp_path / "w")]) == 2
    assert "holds a workspace already" in capsys.readouterr().err


def test_init_refuses_an_unknown_home_and_makes_nothing(tmp_path, capsys):
    assert main(["init", str(tmp_path / "w"), "--home", "X1", "--json"]) == 2
    assert "E09000005 Brent" in json.loads(capsys.readouterr().out)["errors"][0]["remedy"]
    assert not (tmp_path / "w").exists()


def test_another_home_has_no_wards_of_harrow(tmp_path, capsys):
    assert main(["init", str(tmp_path / "w"), "--home", "E09000005"]) == 0
    assert 'types = ["country", "region", "borough"]' in (tmp_path / "w/workspace.toml").read_text()


def test_sources_history_verify_and_rollback(folder, file, capsys):
    assert main(["sources", "--workspace", str(folder), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["sources"]) >= 16
    assert main(words(folder, file)) == 0
    assert "Published as version" in capsys.readouterr().out
    before = releases.latest_version(folder)
    assert main(["rollback", "1", "--reason", "Too early", "--workspace", str(folder)]) == 0
    assert main(["rollback", "99", "--reason", "x", "--workspace", str(folder)]) == 2
    assert "python -m data history" in capsys.readouterr().err
    assert main(["history", "--workspace", str(folder), "--json"]) == 0
    versions = json.loads(capsys.readouterr().out.splitlines()[-1])["versions"]
    assert [v["version"] for v in versions] == [before + 1, before, 1]
    assert main(["verify", "--workspace", str(folder)]) == 0


def test_verify_finds_a_flipped_byte(folder, file, capsys):
    main(words(folder, file))
    name = next(iter(releases.served(folder)[0].observations))
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    capsys.readouterr()
    assert main(["verify", "--workspace", str(folder)]) == 2
    assert "is not what was published" in capsys.readouterr().out


def test_a_refusal_says_what_is_wrong_and_exits_2(folder, file, capsys):
    file.write_text(GOOD.replace("27", "about 27"), encoding="utf-8")
    assert main(words(folder, file)) == 2
    said = capsys.readouterr().out
    assert "Refused: nothing was published" in said
    assert "text among numbers: row 2, column Recycling_Rates, value 'about 27'" in said
    assert main(words(folder, file, "--json")) == 2
    error = json.loads(capsys.readouterr().out)["errors"][0]
    assert {"row", "column", "value", "rule", "remedy"} <= set(error)


def test_a_folder_without_a_workspace_is_refused(tmp_path, file, capsys):
    assert main(words(tmp_path, file)) == 2
    assert "python -m data init" in capsys.readouterr().err


def test_an_import_killed_at_any_moment_leaves_what_was_served(folder, file, larger):
    assert main(words(folder, file)) == 0
    before, chance = releases.latest_version(folder), random.Random(2)  # noqa: S311 - no secret
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-m", "data", *words(folder, larger, "--reason", "test")],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(0, 1.5))
        process.kill()
        process.wait()
        served, problem = releases.served(folder)
        assert problem is None
        assert served.version in (before, before + 1)
        assert releases.verify(folder) == {}
    assert main(words(folder, larger, "--reason", "test")) == 0
    assert releases.served(folder)[0].version == before + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this computer lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not mount or not unmount or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk to fill")
    made = [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("this computer does not let root mount a small disk to fill")
    yield disk
    subprocess.run([unmount, str(disk)], check=True)


def test_a_full_disk_is_refused_and_the_version_before_is_served(small_disk, file, larger, capsys):
    folder = small_disk / "new"
    assert main(["init", str(folder)]) == main(words(folder, file)) == 0
    before = releases.served(folder)
    ballast = small_disk / "ballast"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", buffering=0) as filling:
        while True:
            filling.write(b"0" * 4096)
    capsys.readouterr()
    assert main(words(folder, larger, "--json", "--reason", "test")) == 2
    error = json.loads(capsys.readouterr().out)["errors"][0]
    assert error["rule"] == "not published"
    assert "disk is full" in error["remedy"]
    assert releases.served(folder) == before
    ballast.unlink()
    assert releases.verify(folder) == {}
    assert main(words(folder, larger, "--reason", "test")) == 0


def test_no_room_to_read_the_file_is_refused(folder, file):
    """A limit on the size of any file stands in for a full temporary folder."""
    limits = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (500, 500))
    found = subprocess.run(
        [sys.executable, "-B", "-m", "data", *words(folder, file, "--json")],
        cwd=ROOT, capture_output=True, text=True, preexec_fn=limits, check=False,
    )  # fmt: skip
    assert found.returncode == 2, found.stderr
    assert json.loads(found.stdout)["errors"][0]["rule"] == "the disk is full"


@pytest.mark.parametrize("left", [[], ["extracts"]])
def test_an_init_cut_short_can_be_repeated(tmp_path, left):
    folder = tmp_path / "w"
    assert main(["init", str(folder)]) == 0
    # Killed before its settings were written, or before its commit.
    (folder / "workspace.toml").unlink()
    for name in left:
        shutil.rmtree(folder / name)

    assert main(["init", str(folder), "--home", "E09000005"]) == 0

    assert open_workspace(folder).home_area == "E09000005"
    assert served_rows(folder, "count(*)", "areas") != [(0,)]


def test_init_in_a_folder_with_results_is_refused_though_its_settings_are_lost(tmp_path):
    begin(tmp_path, {})

    assert main(["init", str(tmp_path)]) == 2


def test_init_takes_home_types_and_themes_from_the_facts(tmp_path):
    assert main(["init", str(tmp_path / "w")]) == 0

    made, facts = open_workspace(tmp_path / "w"), open_workspace(FACTS)
    assert (made.home_area, made.themes) == (facts.home_area, facts.themes)
    assert (made.area_types, made.area_type_names) == (facts.area_types, facts.area_type_names)
