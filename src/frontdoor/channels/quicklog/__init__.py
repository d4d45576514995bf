"""Quick log: one line that creates, attributes, times and closes a ticket."""
