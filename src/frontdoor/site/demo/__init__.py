"""A made-up company and what happened at its desk: the story first, then the rows it leaves."""
