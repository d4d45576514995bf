"""The composition root: settings, addresses, processes, commands."""
