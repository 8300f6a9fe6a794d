"""Validation of e-mail and web addresses."""

import re
from typing import NoReturn
from urllib.parse import urlsplit

from cvrender.checks.rejection import reject
from cvrender.checks.texts import visible
from cvrender.errors import did_you_mean, quoted
from cvrender.web_address import SCHEMES, scheme

MAX_URL = 2_000
"""Characters of an address; browsers know no longer ones."""

EMAIL = r"""[^\s@<>()\[\],;:"]+@[^\s@.<>,;]+(\.[^\s@.<>,;]+)+"""
"""An address, as Python and JSON Schema (ECMA-262, with the flag u) read it."""
_LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1
_HOST = r"[^\s./:@]+(\.[^\s./:@]+)+|localhost"
_SCHEME = r"(?i:([a-z][a-z0-9+.-]*):(?!\d))"
_SLASHES = r"(?i:(https?)(:?/{1,2}|:)(?!/))"


def email(value: str) -> str:
    """An e-mail address: a name, ``@``, and a host with a dot."""
    value = visible(value.strip())
    if len(value) > _LONGEST_EMAIL:
        reason = f"at most {_LONGEST_EMAIL} characters are allowed"
        reject("bad-email", f"{quoted(value)} is not an e-mail address: {reason}")
    if not re.fullmatch(EMAIL, value):
        reject("bad-email", f"{quoted(value)} is not an e-mail address", _email_hint(value))
    return value


def _email_hint(value: str) -> str:
    several = [part.strip() for part in re.split("[,;/]", value)]
    if len(several) > 1 and all(re.fullmatch(EMAIL, one) for one in several):
        return f"write a list: `[{', '.join(several)}]`"
    spoken = re.sub(r"\s*(?:\(at\)|\[at\]|\bat\b)\s*", "@", value)
    meant = re.search(EMAIL, re.sub(r"\s*(?:\(dot\)|\[dot\]|\bdot\b)\s*", ".", spoken))
    return did_you_mean(meant[0]) if meant else "write it like `name@example.org`"


def url(value: str) -> str:
    """An address with the scheme http, https, mailto or tel."""
    value = value.strip()
    if len(value) > MAX_URL:
        message = f"this address has {len(value):,} characters: at most {MAX_URL:,} are allowed"
        reject("too-large", message)
    visible(value)
    is_other = scheme(value) in ("mailto", "tel") and value.partition(":")[2].strip()
    if not (_is_web(value) or is_other):
        _wrong_url(value)
    return value


def _wrong_url(value: str) -> NoReturn:
    if (foreign := re.match(_SCHEME, value)) and scheme(value) not in SCHEMES:
        from difflib import get_close_matches  # slow, and needed for a mistake only

        meant = get_close_matches(foreign[1].lower(), SCHEMES, n=1, cutoff=0.7)
        hint = did_you_mean(meant[0] + value[foreign.end(1) :] if meant else "")
        message = f"unsupported scheme in {quoted(value)}"
        reject("bad-scheme", message, hint or "use http:, https:, mailto: or tel:")
    message = f"{quoted(value)} is not a web address"
    if re.search(r"\s", value):
        reject("bad-url", f"{message}: it contains a space")
    reject("bad-url", message, _url_hint(value))


def _is_web(value: str) -> bool:
    if re.search(r"\s", value) or not value.lower().startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(value).hostname
    except ValueError:
        return False
    return bool(host and re.fullmatch(_HOST, host))


def _url_hint(value: str) -> str:
    words = value.strip("<>")
    if len(words) <= _LONGEST_EMAIL and re.fullmatch(EMAIL, words):
        return did_you_mean(f"mailto:{words}")
    if (match := re.match(_SLASHES, words)) and _is_web(
        meant := f"{match[1]}://{words[match.end() :]}"
    ):
        return did_you_mean(meant)
    if _is_web(meant := words) or _is_web(meant := f"https://{words}"):
        return did_you_mean(meant)
    return "write it like `https://example.org`"


def page(value: str) -> str:
    """An address, or a path on the same site; to browsers a backslash is a slash."""
    value = visible(value.strip())
    is_path = not scheme(value) and not value.replace("\\", "/").startswith("//")
    return value if is_path else url(value)
