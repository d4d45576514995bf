"""The way in: sign-in, one-time links, the first administrator, one's own account."""
