"""Dates of other tools: every shape that people write is read as far as it goes, or told."""

import pytest
from foreign import lines, resume

from cvrender.readers.foreign.date_text import worded

OPEN = ({}, {"endDate": None}, {"endDate": ""}, {"endDate": "Present"}, {"endDate": "now"})


@pytest.mark.parametrize("end", OPEN, ids=str)
def test_a_job_without_an_end_goes_on(end, tmp_path):
    job = {"name": "Acme", "position": "Clerk", "startDate": "2020-03-01", **end}
    source = resume(tmp_path, work=[job])
    assert lines(source) == ["Alex", "Experience", "Clerk", "Mar 2020 – present", "Acme"]
    assert source.warnings == ()


DATES = {
    "2013-00-00": "2013",
    "2013-05-00": "May 2013",
    "2013-05-17T10:00:00Z": "May 2013",
    "05/2013": "May 2013",
    "Sept 2013": "Sep 2013",
    "2013-": "2013",
    "12/25/2013": "Dec 2013",
    "25/12/2013": "Dec 2013",
    "20131225": "Dec 2013",
    "1387929600": "Dec 2013",
    "1387929600000": "Dec 2013",
    "2013122514": "Dec 2013",
    "20131225143000": "Dec 2013",
    "2013年5月": "May 2013",
    "2013년 5월": "May 2013",
    "2013年": "2013",
    "2013/14": "2013/14",
    "2013-05/2014-06": "May 2013 – Jun 2014",
    "1392-05": "1392/05",
    "۱۳۹۲/۰۵": "۱۳۹۲/۰۵",
    "٢٠١٣": "٢٠١٣",
    "Spring 2013": "Spring 2013",
    "2013-13-40": "2013",
    "0000-00-00": "",
    "n/a": "",
    "soon": "soon",
}


TOLD = {"2013-13-40", "0000-00-00", "n/a", "soon", "۱۳۹۲/۰۵", "٢٠١٣"}


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ({"startDate": "Mar 2019", "endDate": "Present · 5 yrs 2 mos"}, "Mar 2019 – present"),
        ({"startDate": "2019-03", "endDate": False}, "Mar 2019 – present"),
        ({"period": {"start": "2019", "end": "2020"}}, "2019 – 2020"),
        ({"startDate": "2010", "graduationDate": "2014-05"}, "2010 – May 2014"),
        ({"graduationYear": 2014}, "2014"),
        ({"date": {"year": 2014, "month": 5}}, "May 2014"),
    ],
)
def test_dates_under_odd_keys_are_read(dates, shown, tmp_path):
    source = resume(tmp_path, education=[{"institution": "U", **dates}])
    assert lines(source)[3:] == [shown]
    assert source.warnings == ()


@pytest.mark.parametrize("date", DATES)
def test_a_date_in_an_odd_shape_is_read_as_far_as_it_goes(date, tmp_path):
    source = resume(tmp_path, awards=[{"title": "Prize", "date": date}])
    assert lines(source)[3:] == [DATES[date]] * bool(DATES[date])
    assert len(source.warnings) == (date in TOLD)


@pytest.mark.parametrize("start", ["since 2013", "seit März 2013", "2013 –"])
def test_a_start_that_says_since_goes_on(start, tmp_path):
    source = resume(tmp_path, work=[{"position": "Clerk", "startDate": start}])
    assert lines(source)[-1] == ("Mar " if "März" in start else "") + "2013 – present"
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2020-05", "2019-02", "May 2020 – Feb 2019"),
        ("2018", "2016-05", "2018 – May 2016"),
        ("2017-08-07", "2017-02-09", "Aug 2017 – Feb 2017"),
    ],
)
def test_an_end_before_its_start_is_shown_and_told_with_both(tmp_path, start, end, shown):
    source = resume(tmp_path, work=[{"position": "Clerk", "startDate": start, "endDate": end}])
    assert lines(source)[-1] == shown
    (warning,) = source.warnings
    assert warning.message == f"the end `{end}` is before the start `{start}`"
    assert warning.hint == "correct one of them"


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ({"startDate": "2023-09", "endDate": "expected 2027-06"},
         "Sept. 2023 – Juni 2027 (vsl.)"),
        ({"startDate": "2023", "endDate": "voraussichtlich Mai 2027"},
         "2023 – Mai 2027 (vsl.)"),
        ({"endDate": "2027-06 (geplant)"}, "Juni 2027 (vsl.)"),
        ({"date": "Sep 2023 - May 2027 (Expected)"}, "Sept. 2023 – Mai 2027 (vsl.)"),
        ({"endDate": "Expected graduation: 2027"}, "2027 (vsl.)"),
        ({"endDate": "2027 (prévu)"}, "2027 (vsl.)"),
        ({"endDate": "Expected in autumn 2027"}, "Expected in autumn 2027"),
    ],
)  # fmt: skip
def test_an_end_that_is_expected_is_worded_as_its_language_does(tmp_path, dates, shown):
    school = {"institution": "U", **dates}
    source = resume(tmp_path, education=[school], meta={"language": "de"})
    assert lines(source)[3:] == [shown]
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("en", "Jun 2027 (expected)"), ("fr", "juin 2027 (prévu)"), ("ja", "2027年6月（予定）"),
        ("ar", "يونيو 2027 (متوقع)"), ("zh", "2027年6月（预计）"), ("sv", "juni 2027 (beräknat)"),
    ],
)  # fmt: skip
def test_what_is_expected_is_said_in_each_language(code, shown):
    for written in ("Expected June 2027", "2027-06 (expected)", "voraussichtlich Juni 2027"):
        assert worded(written, code) == shown


def test_a_month_that_is_none_stays_as_typed_among_words():
    assert worded("since 2019-13, or 2019-03", "en") == "since 2019-13, or Mar 2019"


def test_a_date_of_many_signs_is_told_at_once_and_takes_no_time(tmp_path):
    jobs = [
        {"position": "A", "startDate": sign * 40_000, "endDate": "2020"} for sign in ("- ", "1 ")
    ]
    prize = {"title": "B", "date": "(" * 40_000 + " " * 40_000 + "x"}
    source = resume(tmp_path, work=jobs, awards=[prize])
    assert [warning.code for warning in source.warnings] == ["left-out"] * 3


def test_a_duration_without_a_range_and_a_range_told_twice_lose_nothing(tmp_path):
    jobs = [
        {"position": "B", "date": "2018 – 2019", "startDate": "2018", "endDate": "2019"},
        {"position": "A", "date": "2010 (3 months)"},
    ]
    source = resume(tmp_path, work=jobs)
    assert lines(source)[2:] == ["B", "2018 – 2019", "A", "2010 (3 months)"]
    assert source.warnings == ()
