"""Full text over subjects, people, messages and (for the desk) notes and resolutions.

    found = search.find('printer "paper jam"', actor=actor, limit=25)      # Refused where it is too long or too slow
    for hit in found.hits:
        hit.number, hit.status, hit.subject, hit.snippet    # the last two in segments of text, some of them marked
    more = search.find(..., before=found.after)                             # the next page, where `after` is not empty

    tickets = search.narrow(Ticket.objects.visible_to(actor), "printer", actor=actor)

All words must be found, the last one also as a beginning; case, accents, width and the like make no difference.
What is shown is what `visible(actor)` allows, asked in the same statement.
"""

from frontdoor.tickets.search.finding import Results, find
from frontdoor.tickets.search.marks import Segment
from frontdoor.tickets.search.narrow import narrow
from frontdoor.tickets.search.page import Hit

__all__ = ["Hit", "Results", "Segment", "find", "narrow"]
