"""The one filter language: `status:open team:network priority:>=high due:<2h -tag:vpn "paper jam" printer`.

    wanted = filters.parse(text)                              # Refused, in words for people, where it can't be read
    tickets = wanted.apply(Ticket.objects.visible_to(actor), actor=actor, now=clock.now())
    wanted.chips                                              # one per condition, each with the text without it
    str(wanted)                                               # the text again, in one spelling

A condition is `name:value`; `name:a,b` is either; `-name:value` is not; a value with spaces stands in quotes.
Everything else is free text, found as `frontdoor.tickets.search` finds it. The conditions are the files of
`tickets/conditions/`.
"""

from frontdoor.tickets.filters.filter import Chip, Filter, Term
from frontdoor.tickets.filters.read import parse

__all__ = ["Chip", "Filter", "Term", "parse"]
