"""The queue: who is waiting, in fair order."""
