from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importing.periods import KINDS, parsed


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "label"),
    [
        ("2005/06", "financial_year", (2005, 4, 1), (2006, 3, 31), "2005/06"),
        ("1999-00", "financial_year", (1999, 4, 1), (2000, 3, 31), "1999/00"),
        ("2007/2008", "financial_year", (2007, 4, 1), (2008, 3, 31), "2007/08"),
        ("2005/06", "academic_year", (2005, 9, 1), (2006, 8, 31), "2005/06"),
        ("2005", "calendar_year", (2005, 1, 1), (2005, 12, 31), "2005"),
        ("2000-2004", "several_years", (2000, 1, 1), (2004, 12, 31), "2000-2004"),
        ("2007-11", "several_years", (2007, 1, 1), (2011, 12, 31), "2007-2011"),
        (
            "2011/12 to 2013/14",
            "several_financial_years",
            (2011, 4, 1),
            (2014, 3, 31),
            "2011/12 to 2013/14",
        ),
        ("Q3 2005/06", "financial_quarter", (2005, 10, 1), (2005, 12, 31), "Q3 2005/06"),
        ("Q4 2005/06", "financial_quarter", (2006, 1, 1), (2006, 3, 31), "Q4 2005/06"),
        ("2005 Q1", "calendar_quarter_last", (2005, 1, 1), (2005, 3, 31), "Q1 2005"),
        ("200402", "month", (2004, 2, 1), (2004, 2, 29), "Feb 2004"),
        ("sept 2010", "month_name", (2010, 9, 1), (2010, 9, 30), "Sep 2010"),
        ("31/12/2010", "british_day", (2010, 12, 31), (2010, 12, 31), "2010-12-31"),
    ],
)
def test_a_period_is_two_dates_and_one_way_to_write_it(text, kind, start, end, label):
    found = parsed(f"  {text} ", [kind])
    assert found is not None
    assert (found.start, found.end, found.label) == (date(*start), date(*end), label)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2005/07", "financial_year"),  # not the year after
        ("2005", "financial_year"),
        ("201013", "month"),
        ("Marble 2010", "month_name"),
        ("30/02/2010", "british_day"),
        ("2010-2005", "several_years"),
        ("Q5 2005", "calendar_quarter"),
        ("=2005", "calendar_year"),
        ("\u0662\u0660\u0660\u0665", "calendar_year"),  # digits of another script
        ("", "calendar_year"),
    ],
)
def test_what_is_no_period_of_the_kind_is_none(text, kind):
    assert parsed(text, [kind]) is None


def test_the_first_kind_that_fits_decides():
    kinds = ["financial_year", "several_years"]
    assert parsed("2000-01", kinds).label == "2000/01"
    assert parsed("2000-2004", kinds).label == "2000-2004"


@given(st.integers(1801, 2198))
def test_financial_years_follow_each_other_without_a_gap(year):
    this, after = (parsed(f"{y}/{(y + 1) % 100:02d}", ["financial_year"]) for y in (year, year + 1))
    assert this.end + timedelta(days=1) == after.start


@given(st.sampled_from(sorted(KINDS)), st.text(alphabet="0123456789/-Q aprFY", max_size=20))
def test_any_text_gives_a_period_that_ends_after_it_starts_or_none(kind, text):
    found = parsed(text, [kind])
    assert found is None or found.start <= found.end


@given(
    st.sampled_from(["financial_year", "calendar_year", "several_years", "financial_quarter"]),
    st.integers(1850, 2150),
    st.integers(1, 4),
)
def test_a_label_reads_back_as_the_same_period(kind, year, part):
    text = {
        "financial_year": f"{year}-{(year + 1) % 100:02d}",
        "calendar_year": str(year),
        "several_years": f"{year}-{year + part}",
        "financial_quarter": f"Q{part} {year}/{(year + 1) % 100:02d}",
    }[kind]
    found = parsed(text, [kind])
    assert parsed(found.label, [kind]) == found
