"""Word templates: a CV in somebody else's page, header, footer and styles.

================  ================================================================
``file``          the whole file of an Outline in a template
``styles``        our styles → theirs, where they have them; ours are added
``looks``         what their styles say → tokens and colours that ours are made of
``placeholders``  where the CV stands; names in braces → words
``package``       the template's parts, without those that no CV needs
``cleaning``      the elements that fetch, run or betray something
``fields``        fields that do
================  ================================================================

A template is somebody's file: what is not known to be harmless is left out, and told.
"""
