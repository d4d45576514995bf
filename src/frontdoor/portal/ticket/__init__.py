"""One request as its requester sees it: where it stands, every public word, and what can be done."""
