"""Disclosure: what an anonymous file tells of its person, and its Outline does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from cvrender.extract import Extract
    from cvrender.identity import Identity
    from cvrender.outline import Outline
    from cvrender.verify.report import Report


def disclosed(report: Report, extract: Extract, outline: Outline, identity: Identity) -> Report:
    """``report`` on ``extract``, also of what is in its properties and links, and beside it."""
    links = (url for url, _ in extract.links or ())
    aside = (words for _, words in extract.aside)
    lines = tuple(map(str, outline.lines()))
    told = identity.added((extract.text, *aside, *links, *extract.properties), lines)
    findings = (Finding("identity", f"reveals whose it is: “{words}”") for words in told)
    return report._replace(findings=(*report.findings, *findings))
