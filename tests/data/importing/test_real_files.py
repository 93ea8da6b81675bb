"""Each shipped recipe held against the published file it was made for, and known answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pytest

from data.importing import recipe as recipes
from data.importing.findings import Findings
from data.importing.reading import begun
from data.importing.reshaping import reshaped

HARROW = "E09000015"
FILES = {
    "household_recycling": "borough/Household-rcycling-borough.csv",
    "met_crime_rates": "borough/met_crime_rates_1999_2016_long.csv",
    "monthly_crime": "borough/MPS Borough Level Crime (Historical) 201004-202210.csv",
    "borough_indicators": "borough/gla_borough_indicators_1999_2040.csv",
    "ward_atlas_crime": "ward/gla_ward_atlas_crime_wards.csv",
    "ward_atlas_demographics": "ward/gla_ward_atlas_demographics_ward.csv",
    "ward_wellbeing": "ward/london-ward-well-being-probability-scores.csv",
    "ward_profiles": "ward/ward-profiles-excel-version_latin1.csv",
    "lsoa_income": "lsoa/london-2001-2012-HHI-median.csv",
    "lsoa_electricity": "lsoa/london-2010-2020-elec.csv",
    "deprivation_2004": "lsoa/imd2004_england_lsoa01.parquet",
    "deprivation_2007": "lsoa/imd2007_england_lsoa01.parquet",
    "deprivation_2010": "lsoa/imd2010_england_lsoa01.parquet",
    "deprivation_2015": "lsoa/imd2015_england_lsoa11.parquet",
    "ward_series": "series/ward_series.csv",
    "borough_series": "series/borough_series.csv",
}


@pytest.fixture(scope="module")
def areas(shared: Path) -> pa.Table:
    """Harrow's wards and neighbourhoods, London's boroughs, London and England."""
    places = pacsv.read_csv(shared / "catalogue" / "places.csv")
    lsoas = pacsv.read_csv(shared / "catalogue" / "lsoas.csv")
    larger = places.select(["code", "name", "level"]).rename_columns(
        ["area_code", "name", "area_type"]
    )
    kind = pa.repeat("lsoa", lsoas.num_rows)
    smaller = lsoas.select(["lsoa11_code", "lsoa11_name"]).append_column("area_type", kind)
    return pa.concat_tables([larger, smaller.rename_columns(larger.column_names)])


@pytest.fixture(scope="module")
def read(shared: Path, areas: pa.Table):
    """Observations and findings of a shipped source."""
    known: dict[str, tuple[pa.Table, Findings]] = {}

    def rows(source_id: str) -> tuple[pa.Table, Findings]:
        if source_id not in known:
            chosen, findings = recipes.load(recipes.paths(Path())[source_id]), Findings()
            with begun(shared / "real" / FILES[source_id], chosen) as reading:
                found = reshaped(reading.texts(), chosen, areas, {}, findings)
            known[source_id] = found.rows, findings
        return known[source_id]

    return rows


def series(rows: pa.Table, indicator: str, area: str = HARROW, field: str = "value") -> dict:
    is_it = pc.and_(
        pc.equal(rows["indicator_id"].cast(pa.string()), indicator),
        pc.equal(rows["area_code"].cast(pa.string()), area),
    )
    found = rows.filter(is_it).sort_by("period_start")
    labels = found["period_label"].cast(pa.string()).to_pylist()
    return dict(zip(labels, found[field].to_pylist(), strict=True))


def test_every_shipped_recipe_is_tried_here():
    of_results = {
        source_id
        for source_id, path in recipes.paths(Path()).items()
        if isinstance(recipes.load(path), recipes.Recipe)
    }
    assert of_results == set(FILES)


@pytest.mark.parametrize("source_id", FILES)
def test_the_file_is_understood_without_an_error(read, source_id):
    rows, findings = read(source_id)
    assert rows.num_rows
    assert findings.errors == []


def test_household_recycling_rises_and_falls(read):
    found = series(read("household_recycling")[0], "household_recycling")
    assert list(found.values()) == [
        16, 19, 27, 28, 40, 43, 46, 50, 48, 45, 49, 45, 41, 40, 41, 40, 39, 36, 36, 30,
    ]  # fmt: skip
    assert list(found)[0::19] == ["2003/04", "2022/23"]


def test_met_crime_has_thousands_read_regions_left_out_and_the_part_year_marked(read):
    rows, findings = read("met_crime_rates")
    assert series(rows, "recorded_crime", field="numerator")["2001/02"] == 18_217
    notes = series(rows, "recorded_crime", field="value_note")
    assert {label for label, note in notes.items() if note} == {"2016/17"}
    assert notes["2016/17"] == "partial_period"
    # Eighteen years of ten groups: three groups of areas, Heathrow, the police area.
    assert sorted(findings.left_out.values()) == [180, 180, 540]
    assert not {"E12000007", "E13000001"} & set(rows["area_code"].unique().to_pylist())


def test_monthly_crime_adds_minor_categories_up_to_major_ones(read):
    rows, findings = read("monthly_crime")
    found = series(rows, "monthly_crime")
    assert len(found) == 151
    assert list(found)[0] == "Apr 2010"
    # The newer categories give Harrow 14,552 offences in 2010/11, the older ones 14,968.
    assert sum(list(found.values())[:12]) == 14_552
    assert len(rows["area_code"].unique()) == 32
    assert findings.left_out["rows about offences without a place"] == 28


def test_projected_years_are_kept_apart_from_observed_ones(read):
    rows, _ = read("borough_indicators")
    notes = series(rows, "population", field="value_note")
    assert {label for label, note in notes.items() if note == "projected"} == {
        "2017", "2020", "2030", "2040",
    }  # fmt: skip
    assert series(rows, "population")["2006"] == 223_632


def test_ward_crimes_sum_to_less_than_the_borough_s(read, areas):
    rows, _ = read("ward_atlas_crime")
    wards = areas.filter(pc.equal(areas["area_type"], "ward"))["area_code"].to_pylist()
    numbers = [series(rows, "recorded_crime", w, "numerator")["2001/02"] for w in wards]
    assert (len(numbers), sum(numbers)) == (21, 17_178)
    assert series(rows, "recorded_crime", "E05000285")["2001/02"] == 45.5


def test_demographics_have_rolling_years(read):
    rows, _ = read("ward_atlas_demographics")
    found = series(rows, "atlas_male_life_expectancy", "E05000285")
    assert list(found)[0] == "1999-2003"
    assert len(found) == 11


def test_well_being_keeps_borough_rows_apart_and_takes_the_dated_column(read):
    rows, _ = read("ward_wellbeing")
    assert series(rows, "subjective_wellbeing", "E05000285") == {"2013": 7.5}
    assert series(rows, "subjective_wellbeing") == {"2013": 7.4}
    assert list(series(rows, "life_expectancy", "E05000285"))[2] == "2007-2011"


def test_ward_profiles_in_latin_1_name_a_price_in_pounds(read):
    rows, _ = read("ward_profiles")
    assert series(rows, "profile_median_house_price", "E05000285") == {"2014": 435_000}
    # The City of London stands there twice with the same figures and counts once.
    assert list(series(rows, "profile_population", "E09000001")) == ["2015"]


def test_neighbourhood_files_cover_all_137(read):
    income, power = read("lsoa_income")[0], read("lsoa_electricity")[0]
    assert len(income["area_code"].unique()) == len(power["area_code"].unique()) == 137
    code = "E01002106"
    total, meters, mean = (
        series(power, "electricity_use", code, field)["2010"]
        for field in ("numerator", "denominator", "value")
    )
    assert mean == pytest.approx(total / meters, rel=1e-3)


@pytest.mark.parametrize("year", ["2004", "2007", "2010", "2015"])
def test_deprivation_finds_the_redrawn_neighbourhood(read, year):
    rows, _ = read(f"deprivation_{year}")
    assert len(rows["area_code"].unique()) == 137
    assert list(series(rows, "deprivation_score", "E01032576")) == [year]


def test_crime_per_thousand_falls_to_the_lowest_in_london(read):
    rows, _ = read("borough_series")
    found = series(rows, "crime_total_per1000")
    assert (round(found["2001/02"], 1), round(found["2005/06"], 1)) == (80.9, 70.3)
    is_it = pc.and_(
        pc.equal(rows["indicator_id"].cast(pa.string()), "crime_total_per1000"),
        pc.equal(rows["period_start"], pa.scalar(date(2005, 4, 1))),
    )
    assert pc.min(rows.filter(is_it)["value"]).as_py() == found["2005/06"]


def test_the_series_hold_63_subjects_of_21_wards(read):
    rows, _ = read("ward_series")
    assert len(rows["indicator_id"].unique()) == 63
    codes = rows["area_code"].unique().to_pylist()
    assert sum(code.startswith("E05") for code in codes) == 21
    assert series(rows, "pop")["2006"] == 223_632
