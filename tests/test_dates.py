"""Dates are worded as the CV's language words them, and never say more than the author did."""

from __future__ import annotations

import pytest

from cvrender import dates, languages
from cvrender.checks.dates import meant_date


@pytest.mark.parametrize(
    ("written", "language", "worded"),
    [
        ("2021", "en", "2021"),
        ("2021-03", "en", "Mar 2021"),
        ("2021-03-15", "en", "Mar 2021"),
        ("Summer 2020", "en", "Summer 2020"),
        ("2021-03", "de", "März 2021"),
        ("2021-03", "ru", "март 2021 г."),
        ("2021-03", "ja", "2021年3月"),
        ("2021", "ja", "2021年"),
    ],
)
def test_one_date(written: str, language: str, worded: str) -> None:
    assert dates.one(written, language) == worded


@pytest.mark.parametrize(
    ("start", "end", "language", "worded"),
    [
        ("2019-11", "2021-03", "en", "Nov 2019 – Mar 2021"),
        ("2021-01", "2021-03", "en", "Jan – Mar 2021"),
        ("2021-03-01", "2021-03-30", "en", "Mar 2021"),
        ("2019", "2021", "en", "2019 – 2021"),
        ("2021", "2021", "en", "2021"),
        ("2020", "2021-03", "en", "2020 – Mar 2021"),
        ("2021-03", "present", "en", "Mar 2021 – present"),
        ("2021-03", None, "en", "Mar 2021 – present"),
        (None, "2021", "en", "– 2021"),
        ("2021-01", "2021-03", "de", "Jan.–März 2021"),
        ("2021-01", "2021-03", "ja", "2021年1月～3月"),
        ("2021-01", "2021-03", "fa", "ژانویه تا مارس 2021"),
        ("2021-03", "2021-03", "fa", "مارس 2021"),
        ("1398-03", "1400-01", "fa", "1398/03 تا 1400/01"),
        ("1398", "1400", "fa", "1398 تا 1400"),
        ("2020-05", "2021-03", "fa", "مه 2020 تا مارس 2021"),
        ("2021-03", "2021-08", "cs", "březen–srpen 2021"),
        ("2020-05", "2021-03", "cs", "květen 2020 – březen 2021"),
        ("2020-05", "2021-03", "zh", "2020年5月至2021年3月"),
        ("2020", "2021-03", "zh", "2020年至2021年3月"),
    ],
)
def test_a_span_says_what_both_ends_share_once(
    start: str | None, end: str | None, language: str, worded: str
) -> None:
    assert dates.span(start, end, language) == worded


def test_what_lasts_says_so_as_each_language_does() -> None:
    words = {code: dates.span("2020-05", None, code) for code in languages.codes()}
    assert words == {
        "ar": "مايو 2020 – حتى الآن",
        "cs": "květen 2020 – dosud",
        "de": "Mai 2020 – heute",
        "en": "May 2020 – present",
        "es": "may 2020 – actualidad",
        "fa": "مه 2020 تا کنون",
        "fr": "mai 2020 – aujourd’hui",
        "he": "מאי 2020 – היום",
        "hi": "मई 2020 – वर्तमान",
        "it": "mag 2020 – oggi",
        "ja": "2020年5月～現在",
        "ko": "2020년 5월 ~ 현재",
        "nl": "mei 2020 – heden",
        "pl": "maj 2020 – obecnie",
        "pt": "mai. de 2020 – presente",
        "ru": "май 2020 г. – настоящее время",
        "sv": "maj 2020 – nu",
        "tr": "May 2020 – günümüz",
        "uk": "трав. 2020 р. – дотепер",
        "zh": "2020年5月至今",
        "zh-Hant": "2020年5月至今",
    }


def test_no_language_words_its_months_as_another_one_that_was_read_before() -> None:
    assert meant_date("mar 2013") == "2013-03"
    assert meant_date("maj 2013") == "2013-05"  # looked up in every language
    assert [dates.one("2020-05", code) for code in ("pl", "uk")] == ["maj 2020", "трав. 2020 р."]


@pytest.mark.parametrize("language", languages.codes())
@pytest.mark.parametrize("year", ["2019", "2021"])
def test_a_span_names_both_of_its_months_in_every_language(language: str, year: str) -> None:
    months = [f"{month:02}" for month in range(1, 13)]
    by_end = {dates.span(f"{year}-01", f"2021-{month}", language) for month in months}
    by_start = {dates.span(f"{year}-{month}", "2021-12", language) for month in months}
    assert len(by_end) == len(by_start) == 12
    assert not set("".join(by_end | by_start)) & {"\u2009", "\u202f", "\u00a0"}


@pytest.mark.parametrize("language", languages.codes())
def test_a_year_never_grows_a_month(language: str) -> None:
    assert "".join(filter(str.isdigit, dates.span("2019", "2021", language))) == "20192021"
