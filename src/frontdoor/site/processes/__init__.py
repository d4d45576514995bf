"""The process tree of `frontdoor serve`: one parent that watches, and its parts."""
