"""The contract of ``page.html.j2``: its variables and filters are those that are documented."""

from collections.abc import Callable
from dataclasses import fields, replace
from inspect import getsource

from jinja2 import Environment, meta, nodes

from cvrender import theme as themes
from cvrender.outline import Outline
from cvrender.renderers.html.page import render
from cvrender.renderers.html.template import FILTERS, Variables

OF_JINJA = {"namespace"}


def test_a_theme_asks_for_variables_and_filters_that_there_are() -> None:
    environment = Environment()
    environment.filters |= FILTERS
    for page in {themes.find(look).page for look in themes.names()}:
        tree = environment.parse(page)
        used = meta.find_undeclared_variables(tree) - OF_JINJA
        assert used == {field.name for field in fields(Variables)}
        filters = {node.name for node in tree.find_all(nodes.Filter)}
        assert filters >= FILTERS.keys()


def test_each_variable_and_filter_says_what_it_is() -> None:
    described = getsource(Variables).split('"""')
    assert len(described) == 2 * len(fields(Variables)) + 3  # the class's own, and one for each
    assert all(each.__doc__ for each in FILTERS.values())


def test_a_template_may_ask_for_the_language_its_direction_and_our_words(
    outlined: Callable[[str], Outline],
) -> None:
    page = "{{ cv.language }} {{ cv.direction }} {{ cv.words.contact }} {{ cv.words.skip }}"
    theme = replace(themes.find("classic"), page=page)
    outline = outlined("name: Ada\nlanguage: de\nsections: []")
    assert render(outline, theme).decode() == "de ltr Kontakt Zum Inhalt springen"
