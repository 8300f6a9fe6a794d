"""The one script of a web page, and the policy by which a browser runs no other (CSP Level 3).

By the same policy a page loads nothing but pictures and fonts of its own. Where scripts are off, it
lacks buttons that copy an address, and nothing else.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path


@cache
def script() -> str:
    """The JavaScript of ``page_script.js``."""
    return Path(__file__).with_suffix(".js").read_text("utf-8")


@cache
def policy() -> str:
    """The Content-Security-Policy of a page, which allows the script by its hash."""
    digest = b64encode(sha256(script().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline';"
        " img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
