"""No break: pairs of words whose blank no line ends at, in PDF, Word and on the web page."""

import re

PAIR = (
    # a share in percent
    r"(?<![\w.,])\d[\d.,]{0,9} %(?!\w)"
    # a short name and its number: Ril 804, ISO 9001, Vol. 9
    r"|(?<![\w.])[A-ZÄÖÜ§№](?:[A-Za-zäöü]{0,2}|[a-zäöü]{1,3}\.) \d[\d.,–]{0,9}(?!\w| %)"
)
"""A regular expression."""
_PAIR = re.compile(PAIR)


def unbroken_pairs(text: str) -> str:
    """``text`` with no-break spaces in its pairs."""
    return _PAIR.sub(lambda pair: pair[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
