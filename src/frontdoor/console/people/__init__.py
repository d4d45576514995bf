"""The settings' pages about people: who there is, what they may do, and how they get in."""
