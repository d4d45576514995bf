"""The page of the mailboxes: how each of them is, and a form that says plainly what is wrong."""
