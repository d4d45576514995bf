"""The machinery of entries: events, appending, listening, replaying, chaining. No table of its own."""
