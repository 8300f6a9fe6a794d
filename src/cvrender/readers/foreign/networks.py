"""Where a person's page is on a social network, by the name that they have there."""

from __future__ import annotations

import re

__all__ = ["named", "page"]

_PAGES = {
    "behance": "https://www.behance.net/",
    "bitbucket": "https://bitbucket.org/",
    "bluesky": "https://bsky.app/profile/",
    "codeforces": "https://codeforces.com/profile/",
    "codepen": "https://codepen.io/",
    "devto": "https://dev.to/",
    "dribbble": "https://dribbble.com/",
    "facebook": "https://www.facebook.com/",
    "github": "https://github.com/",
    "gitlab": "https://gitlab.com/",
    "googlescholar": "https://scholar.google.com/citations?user=",
    "hackernews": "https://news.ycombinator.com/user?id=",
    "hackerrank": "https://www.hackerrank.com/profile/",
    "imdb": "https://www.imdb.com/name/",
    "instagram": "https://www.instagram.com/",
    "kaggle": "https://www.kaggle.com/",
    "keybase": "https://keybase.io/",
    "leetcode": "https://leetcode.com/u/",
    "linkedin": "https://www.linkedin.com/in/",
    "medium": "https://medium.com/@",
    "npm": "https://www.npmjs.com/~",
    "orcid": "https://orcid.org/",
    "pypi": "https://pypi.org/user/",
    "reddit": "https://www.reddit.com/user/",
    "researchgate": "https://www.researchgate.net/profile/",
    "soundcloud": "https://soundcloud.com/",
    "stackoverflow": "https://stackoverflow.com/users/",
    "telegram": "https://t.me/",
    "twitch": "https://www.twitch.tv/",
    "twitter": "https://twitter.com/",
    "whatsapp": "https://wa.me/",
    "x": "https://x.com/",
    "xing": "https://www.xing.com/profile/",
    "youtube": "https://www.youtube.com/@",
}
_NAMES = (
    "CodePen", "DEV", "GitHub", "GitLab", "Google Scholar", "Hacker News", "HackerRank", "IMDb",
    "LeetCode", "LinkedIn", "npm", "ORCID", "PyPI", "ResearchGate", "SoundCloud",
    "Stack Overflow", "WhatsApp", "XING", "YouTube",
)  # fmt: skip
_MASTODON = re.compile(r"@?([^@\s/]+)@([^@\s/]+\.[^@\s/]+)")


def named(network: str) -> str:
    """``network`` as it writes itself: ``linkedin`` is ``LinkedIn``."""
    known = {_folded(name): name for name in _NAMES}
    return known.get(_folded(network), network[:1].upper() + network[1:])


def _folded(network: str) -> str:
    return re.sub(r"[^a-z]", "", network.lower())


def page(network: str, username: str) -> str:
    """The address of ``username`` on ``network``; empty if it cannot be told."""
    name = _folded(network)
    if name == "mastodon" and (match := _MASTODON.fullmatch(username)):
        return f"https://{match[2]}/@{match[1]}"
    if name == "whatsapp":
        username = re.sub(r"\D", "", username)
    username = username.removeprefix("@")
    usable = name in _PAGES and username and not re.search(r"\s", username)
    return _PAGES[name] + username if usable else ""
