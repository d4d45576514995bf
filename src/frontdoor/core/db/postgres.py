"""How PostgreSQL does what the two databases do differently."""
