"""Character properties that matter to text read back from a page, by Unicode's database.

And texts without the differences that drawing makes, their letters and their signs.
"""

import re
import unicodedata
from itertools import groupby

_SELECTORS = "[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_SURROGATE = "[\ud800-\udfff]"
_PAIR = "([\ud800-\udbff])([\udc00-\udfff])|([\udc00-\udfff])([\ud800-\udbff])"
"""Surrogates of one character, the high one first or, as reversed text has them, last."""
_MIRRORED = str.maketrans("([{<«‹≤“‘", ")]}>»›≥”’")
_LAM_ALEF = "[لاأإآ]{2,}"


def nfc(text: str) -> str:
    """``text`` in Unicode's form NFC."""
    return unicodedata.normalize("NFC", text)


def is_right_to_left(char: str) -> bool:
    """Whether ``char`` is a letter of a right-to-left script."""
    return unicodedata.bidirectional(char) in ("R", "AL")


def is_invisible(char: str) -> bool:
    """Whether ``char`` has no glyph: a joiner, a direction mark, a variation selector."""
    return unicodedata.category(char) == "Cf" or re.match(_SELECTORS, char) is not None


def is_letter(char: str) -> bool:
    """Whether ``char`` is a letter, a digit or a mark of one."""
    return char.isalnum() or is_mark(char)


def is_mark(char: str) -> bool:
    """Whether ``char`` combines with the letter before it."""
    return unicodedata.category(char)[0] == "M" and not re.match(_SELECTORS, char)


def is_nonspacing(char: str) -> bool:
    """Whether ``char`` is a mark that takes no room (bidirectional class NSM)."""
    return unicodedata.bidirectional(char) == "NSM"


def is_arabic_digit(char: str) -> bool:
    """Whether ``char`` is a digit that some readers take for a right-to-left letter."""
    return unicodedata.bidirectional(char) in ("AN", "EN") and char.isdigit() and char > "\u05ff"


def directional_runs(text: str) -> list[str]:
    """Runs of letters of one direction, with their marks, and of digits: each moves as a whole."""
    runs, last = [""], None
    for char in text:
        kind = (is_letter(char), char.isdigit(), is_right_to_left(char))
        if kind != last and not (runs[-1] and is_mark(char)):
            runs.append("")
            last = kind
        if is_letter(char):
            runs[-1] += char
    return list(filter(None, runs))


def reversed_marks(word: str) -> str:
    """A word with marks as PDFium has it in a line that runs the other way.

    Marks have no direction: the parts between them stand one after the other, as on the page.
    """
    parts = ["".join(part) for _, part in groupby(word, key=is_nonspacing)]
    return nfc("".join(reversed(parts)))


def spelled_out(char: str) -> str:
    """A sign as PDFium has it beside right-to-left text: ``½`` is ``1/2``, ``…`` is ``...``.

    These are neutral characters (class ON), in Unicode's form NFKC.
    """
    if char.isascii() or unicodedata.bidirectional(char) != "ON":
        return char
    spelling = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    return char if char == "\u2044" or spelling.startswith(" ") else spelling


def with_surrogates_joined(text: str) -> str:
    """``text`` with each pair of surrogates as one character, in whichever order they stand.

    PDFium reverses right-to-left text by UTF-16 units, of which a character beyond U+FFFF has two.
    """
    if not re.search(_SURROGATE, text):
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    halves = "".join(
        chr(low | high << 8) for low, high in zip(units[::2], units[1::2], strict=True)
    )
    whole = re.sub(_PAIR, lambda pair: (pair[1] or pair[4]) + (pair[2] or pair[3]), halves)
    return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def folded(text: str) -> str:
    """``text``, as long as before, without the differences that drawing makes."""
    return re.sub(_LAM_ALEF, lambda run: "".join(sorted(run[0])), text.translate(_MIRRORED))


def visible(text: str) -> str:
    return "".join(char for char in text if not is_invisible(char))


def letters(text: str) -> str:
    return "".join(filter(is_letter, text))


def sorted_letters(text: str) -> list[str]:
    """The letters without digits, whatever their order and case."""
    return sorted(c for c in letters(text).casefold() if not c.isdigit())


def signs(text: str) -> str:
    return "".join(c for c in text if not (is_letter(c) or c.isspace() or is_invisible(c)))


def stands_in(read: str, run: str) -> bool:
    """Whether ``read`` holds ``run``, as it is or as a reader may turn it round."""
    is_arabic_number = run.isdigit() and not run.isascii()
    return run in read or (is_arabic_number and run[::-1] in read) or reversed_marks(run) in read


def unbroken(word: str) -> list[str]:
    """An English word stays whole, with its signs; numbers and signs alone may change places."""
    return [word] if any(char.isalpha() for char in word) else directional_runs(word)
