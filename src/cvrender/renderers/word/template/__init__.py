"""Word templates: a CV in somebody else's page, header, footer and styles.

A template is somebody's file: what is not known to be harmless is left out, and told.
"""
