"""The tables of tickets."""

from frontdoor.tickets.models.company import Category, CustomField, Device, Service
from frontdoor.tickets.models.draft import Draft
from frontdoor.tickets.models.entry import Entry
from frontdoor.tickets.models.message import Attachment, Message
from frontdoor.tickets.models.relations import Participant, Snooze, Tagging, TicketLink, TimeSpent
from frontdoor.tickets.models.search import Indexed, SearchDocument
from frontdoor.tickets.models.ticket import Ticket, Version

__all__ = [
    "Attachment", "Category", "CustomField", "Device", "Draft", "Entry", "Indexed", "Message", "Participant",
    "SearchDocument", "Service", "Snooze", "Tagging", "Ticket", "TicketLink", "TimeSpent", "Version",
]  # fmt: skip
