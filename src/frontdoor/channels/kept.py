"""The sentences that reading and sending mail leave behind in English: reasons, doubts, faults, errors.

They are written where things happen, some of it in a child that knows no language. Here they are marked, so that a
page can tell them in its reader's language (docs/decisions/0066-what-is-kept-is-english.md).
"""

from __future__ import annotations

from frontdoor.core.pages.kept import storable, told

__all__ = ["told"]

# Why a mail was put aside, or not needed.
storable("The message is empty.")
storable("The header is larger than 1 MB.")
storable("The header has more than 1,000 lines.")
storable("This is our own mail coming back.")
storable(
    "Mail by which a service makes sure who owns an address. Whoever reads it could pass for the desk."
)
storable("A report that our mail was marked as unwanted.")
storable("The same as number {pk} of the mail log.")
storable("The same as number {pk} of the mail log, and the proof of it.")
storable("The stored bytes are damaged or gone.")
storable("There is no mail in this request of the provider.")
storable("Its bytes are no longer kept.")
storable("Its words were erased.")
storable("Discarded: {said}")
storable("This message can't be read: {words}.")
storable("This message can't be read: its reader stopped.")
storable("reading it takes longer than {seconds} seconds")
storable("reading it takes more than {seconds} seconds of computing")

# Why nobody knows who sent it.
storable("There is no From.")
storable("There are {count} From lines: {lines}")
storable("From has no valid address.")
storable("From names several senders: {names}.")
storable("The sender's address is written in an unusual way: {address}")
storable("The sender's name is an address that is not theirs.")
storable("From can be read in more than one way.")
storable("Its sender is only written in the text.")
storable(
    "Mail of those who work at the desk counts only if its sender is proved, and nothing proves this one."
)
storable("From names an agent, and Reply-To somebody else.")
storable("Whether this domain proves its mail could not be looked up.")
storable("{domain} says how its mail can be told, and this is none of it (DMARC).")
storable("Only its subject points here, and a subject can be guessed.")
storable("It came without the reply address that we gave out, so nothing shows whose it is.")
storable("Who sent it can't be read.")
storable("The sender's address can't be used.")
storable("It says that the desk itself sent it.")

# What whoever reads it has to know.
storable(
    "This mail is signed with {by}. The signature was not checked, so it proves nothing about the sender."
)
storable("A part of this mail is signed with {by}, the rest is not. The signature was not checked.")
storable(
    "This mail is encrypted with {by}, and the desk has no key for it. What was sent is in {file}."
)
storable("Another message with the same Message-ID and other words came before this one.")

# What is wrong with its form.
storable("header over 1 MB, the rest is not read")
storable("more than 1,000 header lines, the rest is not read")
storable("{strange} header lines without a colon")
storable("about {count} addresses in {name}, the first {most} are read")
storable("no empty line between header and body")
storable("parts nested deeper than 20 are kept as one attachment")
storable("more than 200 parts, the rest is not listed")
storable("multipart without its boundary")
storable("multipart without a boundary")
storable("multipart is not closed")
storable("long text, its end is only in the raw mail")
storable("one piece of a larger message: {number} of {total}")
storable("its content lies elsewhere and was not fetched: {kind}")
storable("winmail.dat can't be opened: {broken}")
storable("charset {declared} is not what was used")
storable("charset is not declared")
storable("broken uuencode")
storable("broken base64")
storable("unknown transfer encoding {encoding}")

# Why a mail did not go out.
storable("There is no such address.")
storable("There is no such mail domain.")
storable("The address has moved.")
storable("Their domain takes no mail.")
storable("The mailbox is switched off.")
storable("The mailbox is full.")
storable("The mail is too large for them.")
storable("Their mail server does not answer.")
storable("Their mail server refuses it.")
storable("The mail server does not let the desk in. It said {code}: {words}")
storable("The mail server said {code}: {words}")
storable("{plain} The mail server said {code}: {words}")
storable("The line to the mail server could not be encrypted: its certificate is not trusted.")
storable("The mail server does not offer the encryption or sign-in that was set.")
storable("The mail server does not let the desk in (code {code}).")
storable("The mail server is not ready (code {code}).")
storable("The mail server does not answer.")
storable("The mail server could not be reached.")
storable("Given up after five days. {error}")
storable("Left unsent by hand.")
storable("Left unsent by hand. {error}")
storable("They no longer take part in this request.")
storable("They asked for fewer mails about this one.")
storable("The next mail says the same.")
storable(
    "Mail to this address comes back. It is held until an agent says that the address works again."
)

# Why one came back.
storable("{said} (for good)")
storable("{said} (temporary)")
storable("there is no such domain")
storable("their server does not take our address")
storable("there is no such mailbox")
storable("the mailbox is switched off")
storable("the mailbox is full")
storable("the mail was too large for it")
storable("the mailbox does not take mail")
storable("their server has a fault")
storable("their server could not be reached")
storable("their server did not understand it")
storable("their server refused it")
storable("no reason was given")

# Why a mailbox can't be looked into.
storable("There is no server called {host}. Check how it is written.")
storable("{host} at port {port}: {why}")
storable("{host} at port {port} broke off before it greeted us.")
storable("The certificate of {host} can't be trusted: {why}.")
storable("{host} does not speak TLS at port {port}. Is it STARTTLS, at port 143?")
storable("{host} says nothing at port {port}. Does it expect TLS from the start there?")
storable("{host} does not answer any more.")
storable("The line to {host} broke.")
storable("{host} broke off: {why}")
storable("{host} does not let “{user}” in. It says: {why}")
storable("There is no folder “{folder}” that can be opened: {why}")
storable("The folder “{folder}” can't be made: {why}")
storable("Mails can't be deleted in this folder: {why}")
storable("Mails can't be moved to “{folder}”: {why}")
storable("Its password can't be opened: {why} Type it once more.")
storable("Its settings were just changed.")
storable("There is no room on our own disk, so mail stays on the server.")
storable("More mail waits here than can be read at once, so mail stays on the server.")
