"""The database engine of the default installation: Django's SQLite with a queue for writers."""
