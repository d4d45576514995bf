"""The settings pages, for administrators: each translates a page into the verbs of its package, and owns no table."""
