"""The words of every mail that the desk sends: pure functions from facts to subject, text and HTML.

    from frontdoor.channels import words

    facts = words.Reply(
        desk=words.Desk("IT help", "desk@example.org"),
        request=words.request(ticket, address=link, now=now),    # now: aware, in the reader's zone
        writer="Jonas Weber", text=message.body, at=message.at, files=("plan.pdf",),
    )
    mail = words.render("reply", facts)     # mail.subject, mail.text, mail.html

Kinds and their facts: `acknowledgement` Acknowledgement, `reply` Reply, `resolved` Resolved (all three about a ticket,
to somebody who may read it); `sign_in` SignIn, `confirm` Confirm (fixed words: nothing that a stranger typed is in
them). The first line of a mail about a ticket is MARKER; what stands above it in an answer is the answer.
The subject is one line without control characters and fit for a header; HTML and text say the same.
"""

from frontdoor.channels.words.about import request
from frontdoor.channels.words.facts import (
    Acknowledgement,
    Confirm,
    Desk,
    Facts,
    Reply,
    Request,
    Resolved,
    SignIn,
)
from frontdoor.channels.words.render import MARKER, Words, render

__all__ = [
    "MARKER", "Acknowledgement", "Confirm", "Desk", "Facts", "Reply", "Request", "Resolved", "SignIn", "Words",
    "render", "request",
]  # fmt: skip
