"""One ticket: its conversation, what may be done with it, and what is known around it."""
