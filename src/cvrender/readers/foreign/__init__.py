"""What readers of other tools' files share: Record gives values by key, Notes collects warnings.

Other tools accept what cvrender does not: dates in odd shapes, numbers as texts, one value for a
list. Such a value is converted, or left out with a warning at its place.
"""
