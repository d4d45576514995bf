"""The questions people build themselves: one file each, returning a Q."""
