"""Dates are worded as the CV's language words them, and never say more than the author did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cvrender import api, dates, languages
from cvrender.checks.dates import meant_date
from cvrender.extract import extract


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
        ("2021-01", "2021-03", "en", "Jan 2021 – Mar 2021"),
        ("2021-03-01", "2021-03-30", "en", "Mar 2021"),
        ("2019", "2021", "en", "2019 – 2021"),
        ("2021", "2021", "en", "2021"),
        ("2020", "2021-03", "en", "2020 – Mar 2021"),
        ("2021-03", "present", "en", "Mar 2021 – present"),
        ("2021-03", None, "en", "Mar 2021 – present"),
        (None, "2021", "en", "– 2021"),
        (None, "present", "en", "present"),
        (None, "present", "de", "heute"),
        ("2023-06-01", "2023-09-30", "en", "Jun 2023 – Sep 2023"),
        ("2015-01", "2015-01", "en", "Jan 2015"),
        ("2021-01", "2021-03", "de", "Jan. 2021 – März 2021"),
        ("2021-01", "2021-03", "ja", "2021年1月～2021年3月"),
        ("2021-01", "2021-03", "fa", "ژانویه 2021 تا مارس 2021"),
        ("2021-03", "2021-03", "fa", "مارس 2021"),
        ("1398-03", "1400-01", "fa", "1398/03 تا 1400/01"),
        ("1398", "1400", "fa", "1398 تا 1400"),
        ("2020-05", "2021-03", "fa", "مه 2020 تا مارس 2021"),
        ("2021-03", "2021-08", "cs", "březen 2021 – srpen 2021"),
        ("2020-05", "2021-03", "cs", "květen 2020 – březen 2021"),
        ("2020-05", "2021-03", "zh", "2020年5月至2021年3月"),
        ("2020", "2021-03", "zh", "2020年至2021年3月"),
    ],
)
def test_each_end_of_a_span_has_its_year(
    start: str | None, end: str | None, language: str, worded: str
) -> None:
    assert dates.span(start, end, language) == worded


SPANS = {
    "ar": ["2019–2021", "يناير 2021 – مارس 2021", "مايو 2020 – مارس 2021", "مايو 2020 – حتى الآن"],
    "cs": [
        "2019–2021",
        "leden 2021 – březen 2021",
        "květen 2020 – březen 2021",
        "květen 2020 – dosud",
    ],
    "de": ["2019–2021", "Jan. 2021 – März 2021", "Mai 2020 – März 2021", "Mai 2020 – heute"],
    "en": ["2019 – 2021", "Jan 2021 – Mar 2021", "May 2020 – Mar 2021", "May 2020 – present"],
    "es": ["2019–2021", "ene 2021 – mar 2021", "may 2020 – mar 2021", "may 2020 – actualidad"],
    "fa": ["2019 تا 2021", "ژانویه 2021 تا مارس 2021", "مه 2020 تا مارس 2021", "مه 2020 تا کنون"],
    "fr": ["2019–2021", "janv. 2021 – mars 2021", "mai 2020 – mars 2021", "mai 2020 – aujourd’hui"],
    "he": ["2019–2021", "ינו׳ 2021 – מרץ 2021", "מאי 2020 – מרץ 2021", "מאי 2020 – היום"],
    "hi": ["2019–2021", "जन॰ 2021 – मार्च 2021", "मई 2020 – मार्च 2021", "मई 2020 – वर्तमान"],
    "it": ["2019–2021", "gen 2021 – mar 2021", "mag 2020 – mar 2021", "mag 2020 – oggi"],
    "ja": ["2019年～2021年", "2021年1月～2021年3月", "2020年5月～2021年3月", "2020年5月～現在"],
    "ko": [
        "2019년 ~ 2021년",
        "2021년 1월 ~ 2021년 3월",
        "2020년 5월 ~ 2021년 3월",
        "2020년 5월 ~ 현재",
    ],
    "nl": ["2019–2021", "jan 2021 – mrt 2021", "mei 2020 – mrt 2021", "mei 2020 – heden"],
    "pl": ["2019–2021", "sty 2021 – mar 2021", "maj 2020 – mar 2021", "maj 2020 – obecnie"],
    "pt": [
        "2019 – 2021",
        "jan. de 2021 – mar. de 2021",
        "mai. de 2020 – mar. de 2021",
        "mai. de 2020 – presente",
    ],
    "ru": [
        "2019–2021",
        "янв. 2021 г. – март 2021 г.",
        "май 2020 г. – март 2021 г.",
        "май 2020 г. – настоящее время",
    ],
    "sv": ["2019–2021", "jan. 2021 – mars 2021", "maj 2020 – mars 2021", "maj 2020 – nu"],
    "tr": ["2019–2021", "Oca 2021 – Mar 2021", "May 2020 – Mar 2021", "May 2020 – günümüz"],
    "uk": [
        "2019–2021",
        "січ. 2021 р. – бер. 2021 р.",
        "трав. 2020 р. – бер. 2021 р.",
        "трав. 2020 р. – дотепер",
    ],
    "zh": ["2019年至2021年", "2021年1月至2021年3月", "2020年5月至2021年3月", "2020年5月至今"],
    "zh-Hant": ["2019年至2021年", "2021年1月至2021年3月", "2020年5月至2021年3月", "2020年5月至今"],
}
"""Two years, two months of one year, two months, and what lasts."""


@pytest.mark.parametrize("language", SPANS)
def test_a_span_is_joined_as_the_typography_of_its_language_asks(language: str) -> None:
    spans = [("2019", "2021"), ("2021-01", "2021-03"), ("2020-05", "2021-03"), ("2020-05", None)]
    assert [dates.span(start, end, language) for start, end in spans] == SPANS[language]


STYLES = {
    "ar": ("مارس 2021", "03/2021"),
    "cs": ("březen 2021", "03/2021"),
    "de": ("März 2021", "03/2021"),
    "en": ("March 2021", "03/2021"),
    "es": ("marzo de 2021", "03/2021"),
    "fa": ("مارس 2021", "2021/03"),
    "fr": ("mars 2021", "03/2021"),
    "he": ("מרץ 2021", "03.2021"),
    "hi": ("मार्च 2021", "03/2021"),
    "it": ("marzo 2021", "03/2021"),
    "ja": ("2021年3月", "2021/03"),
    "ko": ("2021년 3월", "2021.03"),
    "nl": ("maart 2021", "03-2021"),
    "pl": ("marzec 2021", "03.2021"),
    "pt": ("março de 2021", "03/2021"),
    "ru": ("март 2021 г.", "03.2021"),
    "sv": ("mars 2021", "2021-03"),
    "tr": ("Mart 2021", "03/2021"),
    "uk": ("березень 2021 р.", "03.2021"),
    "zh": ("2021年3月", "2021.03"),
    "zh-Hant": ("2021年3月", "2021/03"),
}
"""A month written out, and in numbers."""


def test_every_language_writes_months_out_and_in_numbers_in_its_own_manner() -> None:
    worded = {
        code: (dates.one("2021-03", code, "long"), dates.one("2021-03", code, "numeric"))
        for code in languages.codes()
    }
    assert worded == STYLES


@pytest.mark.parametrize(
    ("start", "end", "language", "style", "worded"),
    [
        ("2019-11", "2021-03", "en", "long", "November 2019 – March 2021"),
        ("2020-04", None, "de", "numeric", "04/2020 – heute"),
        ("2020-04", "2021-03-31", "sv", "numeric", "2020-04 – 2021-03"),
        ("2020-04", "2021-03", "zh", "numeric", "2020.04至2021.03"),
        ("2020", "2021-03", "ja", "numeric", "2020～2021/03"),
        ("2019", "2021", "ja", "numeric", "2019～2021"),
        ("2019-11", "2021-03", "de", "year", "2019–2021"),
        ("2021-01", "2021-03", "de", "year", "2021"),
        ("2021-01", None, "ja", "year", "2021年～現在"),
        ("1398-03", "1400-01", "fa", "long", "1398/03 تا 1400/01"),
        ("1398-03", "1400-01", "fa", "year", "1398 تا 1400"),
    ],
)
def test_a_span_in_another_style(
    start: str, end: str | None, language: str, style: dates.Style, worded: str
) -> None:
    assert dates.span(start, end, language, style) == worded


SOURCE = """
name: Zoë Mueller
languages: [en, de]
design: {dates: {style: numeric, present: {en: now, de: jetzt}}}
sections:
  - kind: work
    entries:
      - {title: Engineer, start: 04/2020, end: present}
      - {title: Clerk, start: 2.2018, end: 11-2019}
  - kind: education
    entries: [{title: Diploma, date: 06/2017}, {title: School, date: 2009}]
"""


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({}, ["04/2020 – now", "02/2018 – 11/2019", "06/2017", "2009"]),
        ({"languages": ("de",)}, ["04/2020 – jetzt", "02/2018 – 11/2019", "06/2017", "2009"]),
        ({"design": ("dates.style=year", "dates.present=on")}, ["2020 – on", "2018 – 2019"]),
    ],
)
def test_every_format_words_dates_as_the_design_asks(
    options: api.Options, shown: list[str]
) -> None:
    made = api.render(SOURCE, ("pdf", "docx", "html", "txt", "md"), **options)
    for name, data in made.items():
        text = " ".join(str(extract(data, Path(name).suffix)[0].text).split())
        assert [each for each in shown if each not in text] == [], name


def test_json_resume_and_the_source_in_it_keep_dates_exact() -> None:
    (data,) = api.render(SOURCE, "jsonresume").values()
    resume = json.loads(data)
    assert resume["work"][1] | {"name": ""} == {
        "name": "",
        "position": "Clerk",
        "startDate": "2018-02",
        "endDate": "2019-11",
    }
    work = resume["x-cvrender"]["cv"]["sections"][0]["entries"]
    assert [(job["start"], job["end"]) for job in work] == [
        ("2020-04", "present"),
        ("2018-02", "2019-11"),
    ]


def test_a_document_of_a_theme_with_other_dates_is_verified_all_the_same(tmp_path: Path) -> None:
    theme = tmp_path / "themes" / "tabellarisch" / "theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text("description: Numbers.\nextends: plain\ndates: {style: numeric}\n")
    source = tmp_path / "cv.yaml"
    source.write_text("name: A\nsections: [{kind: work, entries: [{title: B, start: 2020-04}]}]")
    (document,) = api.render(source, "docx", theme="tabellarisch").values()
    (report,) = api.verify_document(source, document)
    assert report.good


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("mar 2013", "2013-03"),
        ("maj 2013", "2013-05"),
        ("Sept. 2013", "2013-09"),
        ("15 мая 2013", "2013-05-15"),
    ],
)
def test_a_month_is_read_in_every_language(written: str, date: str) -> None:
    assert meant_date(written) == date


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
