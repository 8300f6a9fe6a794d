"""Where a person's page is on a social network, by the name that they have there."""

from __future__ import annotations

import re

__all__ = ["page"]

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
_MASTODON = re.compile(r"@?([^@\s/]+)@([^@\s/]+\.[^@\s/]+)")


def page(network: str, username: str) -> str:
    """The address of ``username`` on ``network``; empty if it cannot be told."""
    name = re.sub(r"[^a-z]", "", network.lower())
    if name == "mastodon" and (match := _MASTODON.fullmatch(username)):
        return f"https://{match[2]}/@{match[1]}"
    if name == "whatsapp":
        username = re.sub(r"\D", "", username)
    username = username.removeprefix("@")
    usable = name in _PAGES and username and not re.search(r"\s", username)
    return _PAGES[name] + username if usable else ""
