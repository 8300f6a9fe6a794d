"""A finished file, read back by other programs and held against its Outline, line by line."""

from cvrender.verify.compare import disclosed, verify
from cvrender.verify.letterhead import without_letterhead
from cvrender.verify.likeness import likeness
from cvrender.verify.report import Finding, Report

__all__ = ["Finding", "Report", "disclosed", "likeness", "verify", "without_letterhead"]
