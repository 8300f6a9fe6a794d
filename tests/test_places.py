"""Places and profiles keep the keys that JSON Resume has for their parts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from foreign import resume

from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.networks import account
from cvrender.places import parts
from cvrender.renderers.json_resume import document
from cvrender.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Zürich", {"city": "Zürich"}),
        ("Paris, FR", {"city": "Paris", "countryCode": "FR"}),
        ("Berlin, DE", {"city": "Berlin", "countryCode": "DE"}),
        ("Nairobi, KE", {"city": "Nairobi", "countryCode": "KE"}),
        ("Columbus, OH", {"city": "Columbus", "region": "OH"}),
        ("Los Angeles, CA", {"city": "Los Angeles", "region": "CA"}),
        ("Toronto, ON, CA", {"city": "Toronto", "region": "ON", "countryCode": "CA"}),
        ("Columbus, OH 43215", {"city": "Columbus", "region": "OH", "postalCode": "43215"}),
        ("8000 Zürich", {"city": "Zürich", "postalCode": "8000"}),
        ("London SW1A 1AA", {"city": "London", "postalCode": "SW1A 1AA"}),
        ("Lyon, Francia", {"city": "Lyon", "region": "Francia"}),
        ("東京、日本", {"city": "東京", "region": "日本", "countryCode": "JP"}),
        ("4-1 Main Street", {"city": "4-1 Main Street"}),
        ("Atlanta, Georgia", {"city": "Atlanta", "region": "Georgia"}),
        ("", {}),
    ],
)
def test_the_parts_of_a_place_have_their_keys(text: str, given: dict[str, str]) -> None:
    assert parts(text) == given


def test_a_number_to_call_tells_a_state_from_a_country() -> None:
    assert parts("Dover, DE", "(302) 555-0100") == {"city": "Dover", "region": "DE"}
    assert parts("Pune, IN", "+91 20 5550 1000") == {"city": "Pune", "countryCode": "IN"}


@pytest.mark.parametrize(
    ("label", "url", "found"),
    [
        ("GitHub", "https://github.com/ada", ("GitHub", "ada")),
        ("LinkedIn", "https://www.linkedin.com/in/ada/", ("LinkedIn", "ada")),
        ("LinkedIn Ada B", "https://www.linkedin.com/in/x", ("LinkedIn", "Ada B")),
        ("Stack Overflow", "https://stackoverflow.com/users/12/ada", ("Stack Overflow", "")),
        ("GitHub", "https://ada.example", ("GitHub", "")),
        ("My blog", "https://ada.example/me", ("My blog", "")),
    ],
)
def test_a_profile_is_a_network_and_a_name_there(
    label: str, url: str, found: tuple[str, str]
) -> None:
    assert account(label, url) == found


RESUME: dict[str, Any] = {
    "basics": {
        "name": "Alex",
        "location": {
            "address": "1 Main St", "postalCode": "94115", "city": "San Francisco",
            "countryCode": "US", "region": "California",
        },
        "profiles": [{"network": "Twitter", "username": "neut", "url": "https://twitter.com/neut"}],
    },
    "education": [{"institution": "Uni", "area": "Physics", "studyType": "Bachelor"}],
    "projects": [{"name": "P", "roles": ["Lead"], "type": "application"}],
    "skills": [
        {"name": "Web", "level": "Master", "keywords": ["CSS"]},
        {"name": "Go", "level": "80%"},
        {"name": "Rust", "level": "Fluent"},
    ],
}  # fmt: skip


def standard(source: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document(compose(source.cv)))
    return {key: found[key] for key in RESUME}


def test_what_came_under_the_keys_of_json_resume_goes_out_under_them(tmp_path: Path) -> None:
    assert standard(resume(tmp_path, **RESUME)) == RESUME


def test_nothing_of_it_is_told_as_lost_or_kept_apart(tmp_path: Path) -> None:
    outline = compose(resume(tmp_path, **RESUME).cv)
    for read in extract(document(outline)):
        assert verify(outline, read).findings == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [('"San Francisco"', '"San Diego"'), ('"California"', '"CA"'), ('"Physics"', '"Chemistry"'),
     ('"neut"', '"other"'), ('"80%"', '"90%"'), ('"postalCode": "94115", ', "")],
)  # fmt: skip
def test_a_part_that_was_changed_or_lost_is_found(old: str, new: str, tmp_path: Path) -> None:
    outline = compose(resume(tmp_path, **RESUME).cv)
    flat = json.dumps(json.loads(document(outline)))
    assert old in flat
    reports = [verify(outline, read) for read in extract(flat.replace(old, new, 1).encode())]
    assert [finding for report in reports for finding in report.findings]
