"""Formats: an Outline and a theme → the bytes of a finished file."""
