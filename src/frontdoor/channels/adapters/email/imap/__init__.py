"""Mail fetched by IMAP: spooled durably first, and only then deleted or moved on the server (trust.md, 4.3)."""
