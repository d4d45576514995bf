"""The web process: uvicorn, the door, and Django in threads behind it."""
