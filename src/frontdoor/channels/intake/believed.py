"""Whether a mail is its sender's, and why not: one answer for everything that believes mail (trust.md, rule 2).

verdict = believed.verdict(row, mail)
believed.against(verdict, person, mail)     # why this person's mail does not count as theirs; empty where it does
believed.against_an_agent(verdict, …)       # the same where only From speaks, as for an agent's forward
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from frontdoor.channels.adapters.email import authentic, dns, signed
from frontdoor.channels.adapters.email.authentic import Sender, Verdict
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Spooled
from frontdoor.core import clock, storage
from frontdoor.core.tasks import RetryLater
from frontdoor.people.models import Address, Person

PATIENCE = timedelta(minutes=10)
UNPROVED = "Mail of those who work at the desk counts only if its sender is proved, and nothing proves this one."
TWO_VOICES = "From names an agent, and Reply-To somebody else."
UNASKED = "Whether this domain proves its mail could not be looked up."


def verdict(row: Spooled, mail: Mail) -> Verdict:
    """By the own mail server's word, else by the desk's own look where it is set to look."""
    if not mail.sender.address:
        return Verdict()
    found = authentic.told(mail, settings.MAIL_AUTHSERV)
    if found.sender is not Sender.UNKNOWN or not settings.MAIL_DNS:
        return found
    return _looked_at(row, mail)


def against(found: Verdict, person: Person, mail: Mail) -> str:
    """For a mail that came with this person's own token."""
    if found.sender is Sender.REFUTED or not person.is_staff:
        return found.why
    if _is_checked() and found.sender is not Sender.PROVED:
        return UNPROVED
    return TWO_VOICES if contradicts(mail, person) else ""


def against_an_agent(found: Verdict, person: Person, mail: Mail) -> str:
    """Where nothing but From says who it is: then the sender must be proved, whatever is set."""
    if found.sender is not Sender.PROVED:
        return found.why or UNPROVED
    return TWO_VOICES if contradicts(mail, person) else ""


def contradicts(mail: Mail, person: Person) -> bool:
    """Answers would go to somebody who is neither this person nor the desk."""
    answers = {box.address.lower() for box in mail.reply_to if not addresses.is_ours(box.address)}
    if not answers:
        return False
    theirs = Address.objects.filter(person=person, email__in=answers)
    return theirs.count() < len(answers)


def _is_checked() -> bool:
    return bool(settings.MAIL_AUTHSERV or settings.MAIL_DNS)


def _looked_at(row: Spooled, mail: Mail) -> Verdict:
    domain = mail.sender.address.rpartition("@")[2]
    try:
        return signed.looked_at(storage.read_blob(row.sha256), domain, dns.texts(settings.MAIL_DNS))
    except dns.Silent as silence:
        if clock.now() - row.received_at < PATIENCE:
            raise RetryLater(str(silence), seconds=60) from silence
        return Verdict(Sender.REFUTED, UNASKED)
