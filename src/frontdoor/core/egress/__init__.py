"""The one way out: every connection that settings or somebody's words ask for is judged here (trust.md, 11)."""
