"""How SQLite does what the two databases do differently."""
