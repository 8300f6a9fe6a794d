"""Dates are worded as the CV's language words them, and never say more than the author did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cvrender import api, dates, languages, theme
from cvrender.checks.dates import meant_date
from cvrender.extract import extract
from cvrender.inline import Span
from cvrender.line import Line
from cvrender.renderers import line_fit
from cvrender.source import read


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
    styles: tuple[dates.Style, ...] = ("long", "numeric")
    worded = {
        code: tuple(dates.one("2021-03", code, dates.Wording(style)) for style in styles)
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
    assert dates.span(start, end, language, dates.Wording(style)) == worded


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
    ("formats", "options", "shown"),
    [
        (
            ("pdf", "docx", "html", "txt", "md"),
            {},
            ["04/2020 – now", "02/2018 – 11/2019", "06/2017", "2009"],
        ),
        (
            ("txt",),
            {"languages": ("de",)},
            ["04/2020 – jetzt", "02/2018 – 11/2019", "06/2017", "2009"],
        ),
        (
            ("txt",),
            {"design": ("dates.style=year", "dates.present=on")},
            ["2020 – on", "2018 – 2019"],
        ),
    ],
)
def test_every_format_words_dates_as_the_design_asks(
    formats: tuple[str, ...], options: api.Options, shown: list[str]
) -> None:
    made = api.render(SOURCE, formats, **options)
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


EXPECTED = {
    "ar": "سبتمبر 2024 – يونيو 2027 (متوقع)",
    "cs": "září 2024 – červen 2027 (předp.)",
    "de": "Sept. 2024 – Juni 2027 (vsl.)",
    "en": "Sep 2024 – Jun 2027 (expected)",
    "es": "sept 2024 – jun 2027 (previsto)",
    "fa": "سپتامبر 2024 تا ژوئن 2027 (پیش‌بینی)",
    "fr": "sept. 2024 – juin 2027 (prévu)",
    "he": "ספט׳ 2024 – יוני 2027 (צפוי)",
    "hi": "सित॰ 2024 – जून 2027 (अपेक्षित)",
    "it": "set 2024 – giu 2027 (previsto)",
    "ja": "2024年9月～2027年6月（予定）",
    "ko": "2024년 9월 ~ 2027년 6월 (예정)",
    "nl": "sep 2024 – jun 2027 (verwacht)",
    "pl": "wrz 2024 – cze 2027 (planowane)",
    "pt": "set. de 2024 – jun. de 2027 (previsto)",
    "ru": "сент. 2024 г. – июнь 2027 г. (ожид.)",
    "sv": "sep. 2024 – juni 2027 (beräknat)",
    "tr": "Eyl 2024 – Haz 2027 (beklenen)",
    "uk": "вер. 2024 р. – черв. 2027 р. (очік.)",
    "zh": "2024年9月至2027年6月（预计）",
    "zh-Hant": "2024年9月至2027年6月（預計）",
}
"""A span whose end is to come."""


def test_an_end_in_the_future_is_expected_in_every_language() -> None:
    worded = {c: dates.span("2024-09", "2027-06", c, today="2026-11-30") for c in languages.codes()}
    assert worded == EXPECTED


@pytest.mark.parametrize("look", ["academic", "tabular"])
def test_an_end_that_is_expected_stands_in_the_column_of_dates_in_every_language(look: str) -> None:
    tokens = theme.find(look).tokens
    lines = (Line((Span(words),), "dates", ()) for words in EXPECTED.values())
    assert [str(line) for line in lines if not line_fit.fits_dates_column(line, tokens)] == []


@pytest.mark.parametrize(
    ("end", "worded"),
    [
        ("2026-11", "Sep 2024 – Nov 2026"),
        ("2026-11-30", "Sep 2024 – Nov 2026"),
        ("2026-12-01", "Sep 2024 – Dec 2026 (expected)"),
        ("2026", "Sep 2024 – 2026"),
        ("2027", "Sep 2024 – 2027 (expected)"),
        ("2570", "Sep 2024 – 2570"),
        ("present", "Sep 2024 – present"),
    ],
)
def test_an_end_is_in_the_future_if_the_whole_of_it_is(end: str, worded: str) -> None:
    assert dates.span("2024-09", end, "en", today="2026-11-30") == worded


@pytest.mark.parametrize(
    ("start", "worded"),
    [
        ("2026-11", "Nov 2026 – present"),
        ("2026-12", "Dec 2026 (expected)"),
        ("2027", "2027 (expected)"),
        ("2570", "2570 – present"),
    ],
)
@pytest.mark.parametrize("end", [None, "present"])
def test_what_is_still_to_begin_does_not_last(start: str, worded: str, end: str | None) -> None:
    assert dates.span(start, end, "en", today="2026-11-30") == worded


def test_one_month_to_come_is_said_once() -> None:
    assert dates.span("2027-06-01", "2027-06-30", "en", today="2026-11-30") == "Jun 2027 (expected)"


AHEAD = """
name: Ada Brandt
sections:
  - kind: education
    entries:
      - {title: Diploma, date: 2028-02}
      - {title: Master of Science, start: 2025-10, end: 2027-09}
  - kind: work
    entries:
      - {title: Acme, roles: [{title: Assistant, start: 2025-10, end: 2027-03}]}
      - {title: Clerk, start: 2019, end: 2026}
      - {title: Manager, start: 2027-05}
  - kind: certificates
    entries:
      - {title: First aid, date: 2027-04}
      - {title: Forklift, start: 2024-05, end: 2029-05}
  - title: Grants
    entries:
      - {title: Consolidator, start: 2024, end: 2029}
      - {title: Synergy, start: 2028, end: present}
  - kind: publications
    publications: [{title: In print, date: 2027}]
"""
FIRST_OF_MARCH, LAST_OF_MARCH = "1772323200", "1806451200"
"""2026 and 2027, in seconds since 1970."""


def dates_of(text: str) -> list[str]:
    return [line.rpartition(", ")[2] for line in text.splitlines() if "20" in line]


def test_what_is_planned_is_expected_and_no_term_and_no_validity(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIRST_OF_MARCH)
    (text,) = api.render(AHEAD, "txt").values()
    assert dates_of(text.decode()) == [
        *("Feb 2028 (expected)", "Oct 2025 – Sep 2027 (expected)"),
        *("Oct 2025 – Mar 2027 (expected)", "2019 – 2026", "May 2027 (expected)"),
        *("Apr 2027 (expected)", "May 2024 – May 2029"),
        *("2024 – 2029", "2028", "2027"),
    ]
    (plain,) = api.render(AHEAD, "txt", design=("dates.expected=false",)).values()
    assert plain == text.replace(b" (expected)", b"")


def test_json_resume_has_the_dates_that_are_expected_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIRST_OF_MARCH)
    (data,) = api.render(AHEAD, "jsonresume").values()
    assert [school["endDate"] for school in json.loads(data)["education"]] == ["2028-02", "2027-09"]


@pytest.mark.parametrize(
    ("name", "language"), [("txt", "en"), ("pdf", "ar"), ("docx", "ja"), ("html", "hi")]
)
def test_a_document_is_verified_when_what_it_expects_has_come(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, language: str
) -> None:
    source = f"language: {language}\n{AHEAD}"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIRST_OF_MARCH)
    ((file, data),) = api.render(source, name).items()
    (tmp_path / file).write_bytes(data)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LAST_OF_MARCH)
    assert all(report.good for report in api.verify_document(source, tmp_path / file))


def test_another_date_is_found_in_an_older_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIRST_OF_MARCH)
    (data,) = api.render(AHEAD, "txt").values()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LAST_OF_MARCH)
    (report,) = api.verify_document(AHEAD.replace("end: 2027-03", "end: 2027-02"), data)
    (finding,) = report.findings
    assert finding.loss
    assert "Mar 2027" in finding.message


def test_months_have_the_names_that_the_design_gives_them() -> None:
    names = "Jän., Feb., März, April, Mai, Juni, Juli, Aug., Sept., Okt., Nov., {en: Dec, de: Dez.}"
    source = SOURCE.replace("style: numeric", f"months: [{names}]")
    for language, shown in (
        ("de", ["April 2020 – jetzt", "Feb. 2018 – Nov. 2019", "Juni 2017", "2009"]),
        ("en", ["April 2020 – now", "Feb. 2018 – Nov. 2019", "Juni 2017", "2009"]),
    ):
        (text,) = api.render(source, "txt", languages=(language,)).values()
        assert dates_of(text.decode()) == shown


@pytest.mark.parametrize(("names", "said"), [("[Jan]", "1 name"), ("[a, b]", "2 names")])
def test_names_of_some_months_alone_are_refused(names: str, said: str) -> None:
    (fault,) = api.check(SOURCE.replace("style: numeric", f"months: {names}"))
    assert fault.message == f"`months` has {said}"
    assert fault.hint == "write those of all twelve, in order"


def test_a_document_of_a_theme_with_other_dates_is_verified_all_the_same(tmp_path: Path) -> None:
    theme = tmp_path / "themes" / "tabellarisch" / "theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text("description: Numbers.\nextends: plain\ndates: {style: numeric}\n")
    source = tmp_path / "cv.yaml"
    source.write_text("name: A\nsections: [{kind: work, entries: [{title: B, start: 2020-04}]}]")
    (document,) = api.render(source, "txt", theme="tabellarisch").values()
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


def test_a_date_too_far_ahead_is_probably_mistyped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIRST_OF_MARCH)
    source = tmp_path / "cv.yaml"

    def told(text: str) -> list[str]:
        source.write_text(text, "utf-8")
        faults = [fault for fault in read(source).warnings if fault.code == "far-ahead"]
        return [f"{fault.position.line}: {fault.message}; {fault.hint}" for fault in faults]

    far = AHEAD.replace("2027-05}", "2032, end: present}").replace("2028-02", "2062-02")
    assert told(far.replace("end: 2029}", "end: 2209}")) == [
        "6: `2062-02` is more than 10 years ahead; check the year",
        "12: `2032` is more than 2 years ahead; check the year",
        "19: `2209` is more than 20 years ahead; check the year",
    ]
    assert told(AHEAD.replace("2027-05}", "2028-03-01}")) == []
    assert told(AHEAD.replace("2027-05}", "2569, end: present}")) == []  # a year of Buddhists
