"""Timeline: the measures of the rule beside entries, and of its dots, in points."""

ROOM = 16
"""From the margin to the text."""
RULE = 3.25
"""From the margin to the middle of the rule."""
WIDTH = 1
"""Of the rule."""
DOT = 6.5
"""The diameter of a dot."""
