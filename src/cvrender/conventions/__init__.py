"""Conventions: what an application in a country looks like, asks for and does without.

One YAML file each, named as ``--for`` names it; ``us-federal.yaml`` explains the keys. Their rules
are of the documents: ``conformity`` holds an Outline against them.
"""

from cvrender.conventions.loader import design, load, names

__all__ = ["design", "load", "names"]
