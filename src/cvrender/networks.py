"""Social networks: where a person's page is, by the name that they have there, and back."""

import re

from cvrender.data_file import table

_MASTODON = re.compile(r"@?([^@\s/]+)@([^@\s/]+\.[^@\s/]+)")


def _known(part: str) -> dict[str, str]:
    """The ``pages`` or the ``names`` of networks."""
    found: dict[str, str] = table(__file__, "networks.toml")[part]
    return found


def named(network: str) -> str:
    """``network`` as it writes itself: ``linkedin`` is ``LinkedIn``."""
    return _known("names").get(_folded(network), network[:1].upper() + network[1:])


def _folded(network: str) -> str:
    return re.sub(r"[^a-z]", "", network.lower())


def page(network: str, username: str) -> str:
    """The address of ``username`` on ``network``; empty if it is unknown."""
    name = _folded(network)
    if name == "mastodon" and (match := _MASTODON.fullmatch(username)):
        return f"https://{match[2]}/@{match[1]}"
    if name == "whatsapp":
        username = re.sub(r"\D", "", username)
    username = username.removeprefix("@")
    known = _known("pages").get(name)
    return known + username if known and username and not re.search(r"\s", username) else ""


def username(url: str) -> str:
    """The name that a person has on the network that ``url`` is a page of; empty if it is of none.

    The inverse of ``page``.
    """
    bare = _bare(url).rstrip("/")
    homes = (_bare(home) for home in _known("pages").values())
    names = (bare.removeprefix(home) for home in homes if bare.startswith(home))
    return next((name for name in names if re.fullmatch(r"[^/?#%]+", name)), "")


def account(label: str, url: str) -> tuple[str, str]:
    """The network, and the name of a person there, of a page and what is written before it.

    The name stands behind that of the network or is the end of the address; empty if in neither.
    """
    words = label.split(" ")
    heads = (" ".join(words[:count]) for count in range(1, len(words)))
    network = next((head for head in heads if _folded(head) in _known("pages")), label)
    name = label.removeprefix(network).strip()
    home = _bare(_known("pages").get(_folded(network), ""))
    at_end = _bare(url).removeprefix(home).strip("/") if home and home in _bare(url) else ""
    is_name = re.fullmatch(r"[^/?#%]+", at_end)
    return network, name or (at_end if is_name and _bare(url).startswith(home) else "")


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url)
