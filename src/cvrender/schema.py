"""The JSON Schemas of a CV, a letter and a theme (draft 2020-12), made from the models.

Editors complete and explain with it while the author types. It follows what is read: one value
stands for a list of one, a text may be given once for each language, ``facts`` may be a mapping,
and what an editor takes for a number (``2021``) is a text to us.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from cvrender import __version__, languages, model
from cvrender import theme as themes
from cvrender.theme.tokens import Tokens

Schema = dict[str, Any]

_MODELS: tuple[type[BaseModel], ...] = (
    model.CV, model.Section, model.Entry, model.Role, model.Publication, model.Bibliography,
    model.Bullet, model.Fact, model.Link, model.Photo, model.Closing,
    model.BackLink, model.Variant, model.Letter, model.Recipient, model.Passage,
)  # fmt: skip
_NOTHING = {"type": "null"}
_VALIDATION: JsonSchemaMode = "validation"


@cache
def schema() -> Schema:
    """The schema of a whole CV, for all who ask: nobody changes it."""
    return _of_source("CV", "cv")


@cache
def letter_schema() -> Schema:
    """The schema of a letter, likewise."""
    return _of_source("Letter", "letter")


def _of_source(root: str, name: str) -> Schema:
    """The schema of a file that holds the model ``root``, called ``name`` in its identifier."""
    models: tuple[type[BaseModel], ...] = (*_MODELS, Tokens)
    pairs = [(found, _VALIDATION) for found in models]
    _, made = models_json_schema(pairs, schema_generator=_Untitled)
    parts: Schema = made["$defs"]
    for found in _MODELS:
        _as_read(parts[found.__name__], found)
    _as_shorthand(parts)
    _optional(parts)
    for part in parts.values():
        _as_typed(part)
    parts["ByLanguage"] = _by_language(parts)
    _describe_groups(parts)
    _may_be_modes(parts)
    _offer_snippets(parts)
    for named in ("CV", "Variant", "Letter"):
        parts[named]["properties"]["theme"]["examples"] = list(themes.names())
    used = _used(parts, root)
    others = {key: part for key, part in parts.items() if key in used and key != root}
    return _document(name, parts[root], others)


def _used(parts: Schema, root: str) -> set[str]:
    """The names of ``parts`` that ``root`` refers to, and that they refer to."""
    used, found = {root}, [root]
    while found:
        named = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(parts[found.pop()]))) - used
        used |= named
        found += named
    return used


def theme_schema() -> Schema:
    """The schema of a theme's ``theme.yaml``: tokens, and the theme that it extends."""
    _, made = models_json_schema([(Tokens, _VALIDATION)], schema_generator=_Untitled)
    parts: Schema = made["$defs"]
    _optional(parts)
    for part in parts.values():
        _as_typed(part)
    _describe_groups(parts)
    _may_be_modes(parts)
    whole = parts.pop("Tokens")
    del whole["title"]
    base = {"description": "The theme to extend: a name, or a folder beside this one."}
    whole["properties"]["extends"] = {**base, "type": "string", "examples": list(themes.names())}
    return _document("theme", whole, parts)


def _document(name: str, root: Schema, parts: Schema) -> Schema:
    """A schema; its identifier is a name, no address (RFC 4151), with the format's version."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"tag:cvrender,2026:{name}:{__version__}",
        "title": f"cvrender {'CV' if name == 'cv' else name}",
        **root,
        "$defs": parts,
    }


class _Untitled(GenerateJsonSchema):
    """Titles would only repeat the keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _as_read(part: Schema, found: type[BaseModel]) -> None:
    """One value for a list of one; nothing for what may be absent."""
    part.pop("title", None)
    for name, field in found.model_fields.items():
        spelled = part["properties"][name]
        spelled.pop("default", None)
        keys = (
            "type", "items", "enum", "const", "pattern", "patternErrorMessage", "$ref", "minItems",
        )  # fmt: skip
        shape = {key: spelled.pop(key) for key in keys if key in spelled}
        shapes = [one for one in spelled.pop("anyOf", [shape]) if one != _NOTHING]
        if any(getattr(item, "func", None) is model.one_or_many for item in field.metadata):
            shapes.insert(0, shapes[0]["items"])
        spelled |= _either(shapes, optional=not field.is_required())


def _either(shapes: list[Schema], *, optional: bool) -> Schema:
    """One of ``shapes``, or nothing; in the way that gives editors the plainest messages."""
    only = dict(shapes[0]) if len(shapes) == 1 else {}
    if optional and ("enum" in only or "const" in only):
        return {"enum": [*only.get("enum", [only.get("const")]), None]}
    if optional and "type" in only:
        return {**only, "type": [only["type"], "null"]}
    return only or {"anyOf": [*shapes, *([_NOTHING] if optional else [])]}


def _as_shorthand(parts: Schema) -> None:
    """A text for a bullet or the closing, a mapping for facts, a BibTeX file for publications."""
    text = parts["Link"]["properties"]["label"]["anyOf"][:-1]
    several = [*text, {"type": "array", "items": {"type": "string"}}]
    mapping = {"type": "object", "additionalProperties": {"anyOf": several}}
    for name in (found.__name__ for found in _MODELS):
        properties = parts[name]["properties"]
        if "items" in properties.get("bullets", {}):
            properties["bullets"]["items"] = {"anyOf": [*text, {"$ref": "#/$defs/Bullet"}]}
        if "facts" in properties:
            _may_be(properties, "facts", mapping, _listed("Fact"), _NOTHING)
    _may_be(parts["Fact"]["properties"], "text", *several)
    section, whole = parts["Section"]["properties"], parts["CV"]["properties"]
    bibliography = {"$ref": "#/$defs/Bibliography"}
    _may_be(section, "publications", _listed("Publication"), bibliography, _NOTHING)
    _may_be(whole, "closing", *text, {"$ref": "#/$defs/Closing"}, _NOTHING)
    letter = parts["Letter"]["properties"]
    for properties in (whole, letter):
        _may_be(properties, "design", {"$ref": "#/$defs/Tokens"}, _NOTHING)
    for key, name in (("to", "Recipient"), ("letter", "Passage")):
        shapes = [*text, {"$ref": f"#/$defs/{name}"}]
        _may_be(letter, key, *shapes, {"type": "array", "items": {"anyOf": shapes}}, _NOTHING)


def _may_be(properties: Schema, key: str, *shapes: Schema) -> None:
    """Let the value of ``key`` have one of ``shapes``; what is said of it stays."""
    said = {name: properties[key][name] for name in ("description",) if name in properties[key]}
    properties[key] = {**said, "anyOf": list(shapes)}


def _listed(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _as_typed(part: Any) -> None:
    """Numbers where texts are wanted, unless no number has their form."""
    if isinstance(part, list):
        for item in part:
            _as_typed(item)
    if not isinstance(part, dict):
        return
    may_be_number = re.search(part.get("pattern", ""), "2021") if "type" in part else None
    if may_be_number and part.get("type") == "string" and not {"enum", "const"} & set(part):
        part["type"] = ["string", "number"]
    if may_be_number and part.get("type") == ["string", "null"]:
        part["type"] = ["string", "number", "null"]
    for key, item in part.items():
        if key not in ("examples", "description"):
            _as_typed(item)


def _by_language(part: Any) -> Schema:
    """Put a reference for each text by languages in ``part``; what they refer to."""
    found: Schema = {}
    for key, item in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(item, dict) and "enum" in item.get("propertyNames", {}):
            found = _text_by_language()
            part[key] = {"$ref": "#/$defs/ByLanguage"}
        elif isinstance(item, (dict, list)):
            found = _by_language(item) or found
    return found


def _text_by_language() -> Schema:
    """A text for each language; keys are properties, so that an editor names a wrong one."""
    known = {code: languages.load(code).english for code in languages.codes()}
    text = ["string", "number"]
    return {
        "description": "One text for each language.",
        "type": "object",
        "properties": {code: {"type": text, "description": name} for code, name in known.items()},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _offer_snippets(parts: Schema) -> None:
    """What editors offer to type (``defaultSnippets`` of VS Code and yaml-language-server)."""
    snippets = json.loads((files("cvrender") / "samples" / "snippets.json").read_text("utf-8"))
    for name, offered in snippets.items():
        parts[name]["defaultSnippets"] = offered


def _describe_groups(parts: Schema) -> None:
    """Give a key that holds a group of tokens the description of the group."""
    for part in parts.values():
        for spelled in part.get("properties", {}).values():
            group = _group(parts, spelled)
            if "description" in group:
                spelled.setdefault("description", group["description"])


def _may_be_modes(parts: Schema) -> None:
    """A word for a group of tokens that has a mode."""
    properties = parts["Tokens"]["properties"]
    for key, spelled in properties.items():
        if mode := _group(parts, spelled).get("properties", {}).get("mode"):
            _may_be(properties, key, {"enum": mode["enum"]}, {"$ref": spelled["$ref"]})


def _group(parts: Schema, spelled: Schema) -> Schema:
    """What the value of a key refers to; empty where that is no group."""
    found: Schema = parts.get(str(spelled.get("$ref", "")).rpartition("/")[2], {})
    return found


def _optional(parts: Schema) -> None:
    """All tokens may be left to the theme."""
    for name, part in parts.items():
        if name not in {found.__name__ for found in _MODELS}:
            part.pop("required", None)
