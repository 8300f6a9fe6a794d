"""Words that are data: each file holds what the code that reads it expects, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvrender import languages, model
from cvrender.data_file import parsed
from cvrender.networks import named, page
from cvrender.readers.foreign.values import folded

if TYPE_CHECKING:
    import pytest

SOURCE = Path(model.__file__).parents[1]
MODELS = (
    model.CV, model.Section, model.Entry, model.Role, model.Publication, model.Bullet, model.Fact,
    model.Link, model.Photo, model.Bibliography, model.Letter, model.Recipient, model.Passage,
)  # fmt: skip


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((SOURCE / name).read_text("utf-8"))


def test_synonyms_are_plain_words_for_keys_and_kinds_that_exist() -> None:
    synonyms = table("checks/synonyms.toml")
    keys = {key for found in MODELS for key in found.model_fields}
    assert synonyms.keys() - keys - set(model.KINDS) == set()
    for ours, words in synonyms.items():
        assert [word for word in words if not re.fullmatch(r"[^\W_A-Z]+", word)] == []
        assert len({*words, ours}) == len(words) + 1


def test_every_network_has_a_key_that_its_name_folds_to() -> None:
    networks = table("networks.toml")
    assert networks.keys() == {"pages", "names"}
    assert [key for part in networks.values() for key in part if re.search("[^a-z]", key)] == []
    assert {key: named(name) for key, name in networks["names"].items()} == networks["names"]
    pages = {key: page(key, "@1") for key in networks["pages"]}
    assert pages == {key: f"{address}1" for key, address in networks["pages"].items()}
    assert [page for page in pages.values() if not re.match(r"https://[a-z.]+/", page)] == []


def test_keys_of_other_tools_are_labelled_once_each() -> None:
    labels = table("readers/foreign/labels.toml")
    assert labels.keys() == {"facts", "pages", "person", "reference"}
    for keys in ({**labels["facts"], **labels["pages"]}, labels["person"], labels["reference"]):
        assert len({folded(key) for key in keys}) == len(keys)
        assert [label for label in keys.values() if not is_label(label)] == []


def test_a_group_of_keys_of_other_tools_has_each_once() -> None:
    keys = table("readers/foreign/keys.toml")
    kinds = (*keys.pop("titles").items(), *keys.pop("organizations").items())
    groups = (*kinds, *keys.items())
    assert [name for name, group in groups if len(set(map(folded, group))) != len(group)] == []


def is_label(label: str) -> bool:
    """Whether it is a name, or has words in the files of languages."""
    return label[:1].isupper() or label in languages.load("en").labels


def test_keys_of_a_resume_are_folded_and_mean_kinds() -> None:
    keys = table("readers/json_resume/keys.toml")
    assert keys.keys() == {"programs", "kinds"}
    assert [key for part in keys.values() for key in part if key != folded(key)] == []
    assert set(keys["kinds"].values()) - set(model.KINDS) == set()
    assert set(keys["kinds"]) & set(keys["programs"]) == set()


def test_a_table_is_parsed_once_until_its_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.toml"
    path.write_text('one = ["a", 1, 1.5, true]\n', "utf-8")
    assert parsed(path) == {"one": ["a", 1, 1.5, True]}
    monkeypatch.setattr(tomllib, "loads", lambda text: {"parsed": text})
    assert parsed(path) == {"one": ["a", 1, 1.5, True]}
    path.write_text("two = 2", "utf-8")
    assert parsed(path) == {"parsed": "two = 2"}
