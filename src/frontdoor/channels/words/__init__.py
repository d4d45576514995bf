"""The words of every mail that the desk sends: pure functions from facts to subject, text and HTML.

    from frontdoor.channels import words

    facts = words.Reply(
        desk=words.Desk("IT help", "desk@example.org"),
        request=words.request(ticket, address=link, now=now),    # now: aware, in the reader's zone
        said=words.Said("Jonas Weber", message.body, message.at, files=(words.File("plan.pdf", "20 kB"),)),
    )
    mail = words.render("reply", facts)     # mail.subject, mail.text, mail.html

Kinds and their facts: `acknowledgement` Acknowledgement, `reply` and `question` Reply, `resolved` Resolved; `held`,
`reopened` and `closed` News (all about a ticket, to somebody who may read it); `sign_in` SignIn, `confirm` Confirm
(fixed words: nothing that a stranger typed is in them). The first line of a mail about a ticket is MARKER; what stands
above it in an answer is the answer. The subject of all mails about one ticket is the same, so that they stay one
conversation; it is one line without control characters and fit for a header. HTML and text say the same.
"""

from frontdoor.channels.words.about import request
from frontdoor.channels.words.facts import (
    Acknowledgement,
    Confirm,
    Desk,
    Facts,
    File,
    News,
    Picture,
    PutAside,
    Reader,
    Reply,
    Request,
    Resolved,
    Said,
    Signature,
    SignIn,
)
from frontdoor.channels.words.render import MARKER, Words, render

__all__ = [
    "MARKER", "Acknowledgement", "Confirm", "Desk", "Facts", "File", "News", "Picture", "PutAside",
    "Reader", "Reply", "Request",
    "Resolved", "Said", "SignIn", "Signature", "Words", "render", "request",
]  # fmt: skip
