"""Asking for help: one box, at most three questions, signed in or not."""
