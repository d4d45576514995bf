"""The mail room: what was put aside, what has not gone out, and every mail of one ticket."""
