"""How people prove who they are: passwords, one-time links, sessions, tokens."""
