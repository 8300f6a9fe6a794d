"""What the readers of other tools' files share: one record at a time, taken key by key.

Other tools accept what we do not: dates in odd shapes, numbers as texts, one value for a list.
Here it becomes ours, or a warning with the place of the value.
"""
