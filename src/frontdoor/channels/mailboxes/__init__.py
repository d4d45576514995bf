"""Mailboxes of the desk: which address is whose, what can be done to them, and how they are."""
