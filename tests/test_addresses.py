"""Addresses and telephone numbers are read as browsers and telephones do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judges import at_once

from cvrender.checks.phones import calls
from cvrender.checks.validate import validate
from cvrender.errors import SourceError
from cvrender.model import CV
from cvrender.privacy import Secrets
from cvrender.syntax import parse
from cvrender.web_address import comparable, display, href, scheme

if TYPE_CHECKING:
    from shared import Outlined


def faults(data: dict[str, object]) -> list[str]:
    import json

    base = {"name": "Ada", "sections": [{"kind": "work"}]}
    node, found = parse(json.dumps(base | data).encode(), "cv.json")
    try:
        validate(node, CV, found)
    except SourceError as error:
        return [fault.message for fault in error.faults]
    return []


HIDDEN = {
    " javascript:alert(1)": "unsupported scheme in `javascript:alert(1)`",
    "java\tscript:alert(1)": "the character U+0009 is not allowed here",
    "java\nscript:alert(1)": "the character U+000A is not allowed here",
    "java\r\nscript:alert(1)": "the character U+000D is not allowed here",
    "\x01javascript:alert(1)": "the character U+0001 is not allowed here",
    "\u200bjavascript:alert(1)": "the character U+200B is not allowed here",
    "\u00a0javascript:alert(1)": "unsupported scheme in `javascript:alert(1)`",
    "JavaScript:alert(1)": "unsupported scheme in `JavaScript:alert(1)`",
    "javascript:12": "`javascript:12` is not a web address",
    "data:text/html,x": "unsupported scheme in `data:text/html,x`",
    "vbscript:x": "unsupported scheme in `vbscript:x`",
    "/\x07home": "the character U+0007 is not allowed here",
}


@pytest.mark.parametrize("address", HIDDEN)
def test_a_way_back_hides_no_scheme(address: str) -> None:
    assert faults({"back": {"url": address, "label": "Back"}}) == [HIDDEN[address]]


@pytest.mark.parametrize("address", ["/", "../cv", "cv.html?a=b:c", "#top", "https://x.example/"])
def test_a_way_back_may_be_a_path_or_an_address(address: str) -> None:
    assert faults({"back": {"url": address, "label": "Back"}}) == []


@pytest.mark.parametrize("key", ["website", "email"])
@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\u200b", "\u2060", "\ufeff", "\u202e"])
def test_no_address_holds_a_character_that_is_not_seen(key: str, sign: str) -> None:
    value = {"website": f"https://x.example/a{sign}b", "email": f"a{sign}b@x.example"}[key]
    assert faults({key: value}) == [f"the character U+{ord(sign):04X} is not allowed here"]


def test_a_doi_holds_no_character_that_is_not_seen() -> None:
    publication = {"title": "A", "doi": "10.1000/a\u200bb"}
    assert faults({"sections": [{"title": "A", "publications": [publication]}]}) == [
        "the character U+200B is not allowed here"
    ]


def test_a_scheme_is_the_one_that_a_browser_reads() -> None:
    read = {"\x01 java\nscript:x": "javascript", "HTTPS://x": "https", "a/b:c": "", "//x": ""}
    assert {address: scheme(address) for address in read} == read


def test_every_bad_link_of_a_text_is_told() -> None:
    text = "See [one](docs/a.md) and [two](file:///x)"
    assert faults({"headline": text}) == [
        "unsupported scheme in the links `docs/a.md` and `file:///x`"
    ]


HOSTS = {
    "https://müller.example/straße": "https://xn--mller-kva.example/straße",
    "https://straße.example": "https://xn--strae-oqa.example",
    "http://例え.テスト:8080/パス": "http://xn--r8jz45g.xn--zckzah:8080/パス",
    "https://user@BÜCHER.example?q=ü": "https://user@xn--bcher-kva.example?q=ü",
    "mailto:ada@müller.example": "mailto:ada@xn--mller-kva.example",
    "https://x.example/ü": "https://x.example/ü",
    "tel:+4930": "tel:+4930",
}


@pytest.mark.parametrize("address", HOSTS)
def test_a_host_of_any_script_is_ascii_in_a_link(address: str) -> None:
    assert href(address) == HOSTS[address]
    assert href(display(address)) == HOSTS[address]


def test_a_host_is_shown_in_letters(outlined: Outlined) -> None:
    source = "name: A\nwebsite: https://xn--mller-kva.example/straße\nsections: [{kind: work}]"
    line = outlined(source).contacts[0].line
    assert str(line) == "müller.example/straße"
    assert line.urls == ("https://xn--mller-kva.example/straße",)


NUMBERS = {
    "٠٥٠ ١٢٣ ٤٥٦٧": ["0501234567"],
    "०११ २३४५ ६७८९": ["01123456789"],
    "1-800-FLOWERS": ["18003569377"],
    "800.555.TAXI": ["8005558294"],
    "0800 CALL NOW": ["08002255669"],
    "13 TAXI": [],
    "020 7946 0958 LONDON": ["02079460958"],
    "+1 (888) CALL-NOW": ["+18882255669"],
    "030-1234-FAX": [],
    "666 666 666 / 777 777 777": ["666666666", "777777777"],
    "030 123456; 0171 456789": ["030123456", "0171456789"],
    "+49 30 123456 +49 171 456789": ["+4930123456", "+49171456789"],
    "030 123456 · 0171 456789": ["030123456", "0171456789"],
    "+49·30·123456": ["+4930123456"],
    "+49 30 123\u2212456": ["+4930123456"],
    "+1 555 0100 ext. 12": ["+15550100"],
    "117": ["117"],
    "on request": [],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_each_number_of_a_text_is_called(text: str) -> None:
    found = calls(text)
    assert [call.url for call in found] == [f"tel:{number}" for number in NUMBERS[text]]


def test_two_numbers_in_one_text_are_two_links(outlined: Outlined) -> None:
    source = "name: A\nphone: 030 123456; 0171 456789\nsections: [{kind: work}]"
    line = outlined(source).contacts[0].line
    assert str(line) == "030 123456; 0171 456789"
    assert line.links == (("030 123456", "tel:030123456"), ("0171 456789", "tel:0171456789"))


def secrets(key: str, *values: str) -> Secrets:
    data = {"name": "Ada", "sections": [{"kind": "work"}], key: list(values), "private": key}
    import json

    node, _ = parse(json.dumps(data).encode(), "cv.json")
    return Secrets(validate(node, CV))


@pytest.mark.parametrize(
    "text",
    [
        "call +49·30·123·4567",
        "call 030\u22121234567",
        "030 / 123-45-67",
        "(030)\u00a01234567",
        "٠٣٠ ١٢٣ ٤٥٦٧",
        "tel:+49301234567",
        "030—123—4567",
    ],
)
def test_a_private_number_is_found_whatever_stands_between_its_digits(text: str) -> None:
    assert secrets("phone", "+49 30 1234567").revealed(text) == "+49 30 1234567"


@pytest.mark.parametrize("text", ["in 2012 and 2015", "030 1234568", "1234", ""])
def test_other_numbers_are_not_private(text: str) -> None:
    assert secrets("phone", "+49 30 1234567").revealed(text) == ""


def test_many_private_values_in_many_texts_take_linear_time() -> None:
    known = secrets("email", *(f"someone{number}@mail.example" for number in range(3_000)))
    numbers = secrets("phone", *(f"+49 30 {number:07}" for number in range(3_000)))
    with at_once(seconds=1):
        for number in range(3_000):
            text = f"write to someone-{number}@other.example, call +49 31 {number:07}x"
            assert known.revealed(text) == ""
            assert numbers.revealed(text) == ""


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("https://x.example#top", "https://x.example/#top", True),
        ("https://x.example", "https://x.example/", True),
        ("https://x.example?a=1", "https://X.Example/?a=1", True),
        ("HTTPS://x.example/a%20b#c%C3%A4", "https://x.example/a b#cä", True),
        ("https://xn--mller-kva.example/#a", "https://müller.example#a", True),
        ("mailto:a@xn--mller-kva.example", "mailto:a@müller.example", True),
        ("https://x.example/#top", "https://x.example/#end", False),
        ("https://x.example/A", "https://x.example/a", False),
        ("https://x.example/a/#b", "https://x.example/a#b", False),
        ("http://x.example", "https://x.example", False),
        ("https://muller.example/", "https://müller.example/", False),
    ],
)
def test_addresses_that_browsers_read_alike_are_the_same(one: str, two: str, same: bool) -> None:
    assert (comparable(one) == comparable(two)) is same
