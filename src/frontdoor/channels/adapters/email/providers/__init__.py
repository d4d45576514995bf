"""Mail that a provider hands over by a web request: spooled as it came, and turned into mails later (trust.md, 5)."""
