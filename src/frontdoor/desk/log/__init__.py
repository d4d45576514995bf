"""Quick log: one line of work, recorded in seconds from any page of the desk."""
