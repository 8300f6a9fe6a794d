"""Places, links and markup of other tools: nothing is said twice, no sign is in the way."""

import json

import pytest
from foreign import lines, resume

from cvrender.compose import compose
from cvrender.renderers.json_resume import document


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ({"city": "Santiago, Chile", "countryCode": "CL"}, "Santiago, Chile"),
        ({"city": "Wien", "region": "Österreich", "countryCode": "AT"}, "Wien, Österreich"),
        ({"city": "Singapore", "countryCode": "SG"}, "Singapore"),
        ({"city": "Bonn", "countryCode": "DE"}, "Bonn, DE"),
        ({"address": "Street 1,\n", "city": "Bonn ,", "region": ","}, "Street 1, Bonn"),
        ({"address": "1 Road\nFloor 2,", "city": "Leeds", "country": "UK", "countryCode": "GB"},
         "1 Road, Floor 2, Leeds, UK"),
        ({"city": "New York", "region": "NY", "state": "ny"}, "New York, NY"),
        ("Lyon, , France,", "Lyon, France"),
    ],
)  # fmt: skip
def test_a_place_is_said_once_and_without_stray_commas(tmp_path, location, shown):
    source = resume(tmp_path, basics={"name": "Alex", "location": location}, work=["Dev"])
    assert lines(source)[1] == shown


@pytest.mark.parametrize(
    ("basics", "shown"),
    [
        ({"profiles": [{"network": "Portfolio", "username": "Portfolio", "url": "https://a.dev"}]},
         ["Portfolio: a.dev  → https://a.dev"]),
        ({"url": "https://a.dev/", "profiles": [{"network": "Blog", "url": "https://a.dev"}]},
         ["Blog: a.dev  → https://a.dev"]),
        ({"url": "a.dev", "website": "https://www.a.dev"}, ["a.dev  → https://a.dev"]),
        ({"url": {"label": "a.dev", "href": "https://a.dev"}}, ["a.dev  → https://a.dev"]),
        ({"profiles": [{"network": "XING", "username": "tést",
                        "url": "https://xing.com/t%C3%A9st"}]},
         ["XING: xing.com/t%C3%A9st  → https://xing.com/t%C3%A9st"]),
        ({"profiles": [{"network": "A", "url": "https://a.dev"},
                       {"network": "B", "url": "https://a.dev"}]},
         ["A: a.dev  → https://a.dev", "B: a.dev  → https://a.dev"]),
    ],
)  # fmt: skip
def test_an_address_and_a_name_are_said_once(tmp_path, basics, shown):
    source = resume(tmp_path, basics={"name": "Alex", **basics}, work=["Dev"])
    assert lines(source)[1:-2] == shown
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"C\# and R\&D \(EU\), snake\_case, 5 \> 3\!", "C# and R&D (EU), snake_case, 5 > 3!"),
        (r"1\. place, 20\% \#1", "1. place, 20% #1"),
        (r"<p>Tom \&amp; Co\.</p>", "Tom & Co."),
        (r"5\*3, a \[b\], C:\dir", r"5*3, a [b], C:\dir"),
    ],
)
def test_a_backslash_before_a_sign_frees_it(tmp_path, text, shown):
    source = resume(tmp_path, work=[{"position": "Clerk", "highlights": [text]}])
    assert lines(source)[-1] == shown
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("text", "command"),
    [
        (r"Did \textbf{this} well", r"\textbf{this}"),
        (r"An \href{https://x.example}{address}", r"\href{https://x.example}"),
        (r"Cut by $30\%$ or $x^2$", r"$30\%$"),
        (r"Earned $5 and \$6, $7_000", ""),
        (r"C:\dir\{a}", ""),
    ],
)
def test_latex_that_is_left_in_a_text_is_told(tmp_path, text, command):
    source = resume(tmp_path, work=[{"position": "Clerk", "summary": text}])
    told = [f"`{command}` is LaTeX and is shown as typed"] if command else []
    assert [warning.message for warning in source.warnings] == told


@pytest.mark.parametrize(
    ("highlight", "shown"),
    [
        ({"text": "Built it", "tags": ["Go", "Design"]}, "Built it (Go, Design)"),
        ({"title": "Led", "description": "Four people", "metrics": "20 % less cost"},
         "Led: Four people (20 % less cost)"),
        ({"text": "Sold", "id": "1", "impact": ["fast", "cheap"], "team": "six"},
         "Sold (fast, cheap, team: six)"),
        ({"tool": "Go", "since": "2019"}, "Go, 2019"),
        ({"GPA": "3.9"}, "GPA: 3.9"),
        ({"content": "Won", "keywords": [{"name": "A"}, {"name": "B"}]}, "Won (A, B)"),
    ],
)  # fmt: skip
def test_a_point_that_is_written_with_keys_loses_none_of_its_words(tmp_path, highlight, shown):
    source = resume(tmp_path, work=[{"position": "Clerk", "highlights": [highlight]}])
    assert lines(source)[3:] == [shown]
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", ["Staatsangehörigkeit", "Note", "Kurse", "10 Jahre", "E-Mail"]),
        ("fr", ["Nationalité", "Note", "Cours", "10 ans", "E-mail"]),
        ("ja", ["国籍", "スコア", "科目", "10年", "メール"]),
        ("tr", ["Uyruk", "Puan", "Kurslar", "10 yıl", "E-posta"]),
    ],
)
def test_labels_of_our_own_are_in_the_language_of_the_cv(tmp_path, language, shown):
    source = resume(
        tmp_path,
        meta={"language": language},
        basics={"name": "Alex", "nationality": "X"},
        education=[{"institution": "U", "score": "1", "courses": ["SQL"]}],
        skills=[{"name": "Go", "years": 10}],
        references=[{"name": "Boss", "email": "b@example.org"}],
    )
    found = [line.partition(": X")[0] for line in lines(source)]
    assert [word for word in found if word in shown] == shown


@pytest.mark.parametrize("language", ["en", "de"])
def test_jobs_of_json_resume_come_out_under_the_keys_that_they_had(tmp_path, language):
    written = {
        "education": [{"institution": "U", "area": "Physics", "studyType": "BSc", "score": "1.3",
                       "courses": ["SQL", "Go"]}],
        "projects": [{"name": "P", "roles": ["Lead", "Clerk"], "type": "application"}],
        "skills": [{"name": "Web", "level": "Master", "keywords": ["CSS", "JS"]}],
    }  # fmt: skip
    source = resume(tmp_path, meta={"language": language}, **written)
    again = json.loads(document(compose(source.cv)))
    assert {key: again[key] for key in written} == written
