"""What a desk sorts by, one list a file; each gets the same pages."""
