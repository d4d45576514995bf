"""What is told: the answers, as OpenAPI declares them. Requesters are told less; those fields are then absent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel


class Named(BaseModel):
    id: int
    name: str


class TicketBrief(BaseModel):
    """`version` is what ETag begins with. For requesters it counts, as `updated_at` does, only what they are told."""

    number: int
    url: str
    subject: str
    status: str
    hold_for: str
    hold_until: datetime | None
    requester: Named
    assignee: Named | None
    channel: str
    created_at: datetime
    updated_at: datetime
    last_message_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    outcome: str
    merged_into: int | None
    version: int
    kind: str = ""
    priority: int = 0
    urgency: int = 0
    impact: int = 0
    team: Named | None = None
    service: Named | None = None
    category: Named | None = None
    organisation: Named | None = None
    author: Named | None = None
    door: str = ""
    capture: str = ""
    reopened: bool = False
    waiting_since: datetime | None = None
    due_at: datetime | None = None
    first_reply_at: datetime | None = None
    minutes_spent: int = 0


class Part(BaseModel):
    person: Named
    role: str


class LinkTold(BaseModel):
    number: int
    relation: str


class TicketWhole(TicketBrief):
    followers: list[Part]
    place: str = ""
    tags: list[str] = []
    devices: list[str] = []
    links: list[LinkTold] = []
    custom: dict[str, Any] = {}
    resolution: str = ""
    cause: str = ""
    priority_reason: str = ""
    hold_reason: str = ""
    happened_at: datetime | None = None
    capture_seconds: float | None = None


class FileTold(BaseModel):
    id: int
    name: str
    type: str
    size: int
    url: str


class MessageTold(BaseModel):
    """`number` is the ticket where it is read now, `origin` the one it came to."""

    id: int
    number: int
    origin: int
    at: datetime
    author: Named | None
    channel: str
    body: str
    attachments: list[FileTold]
    public: bool = True
    verified: bool = True
    doubt: str = ""
    html: str = ""
    quoted: str = ""


class ActorTold(BaseModel):
    label: str
    person: Named | None


class EntryTold(BaseModel):
    """`data` holds what the kind of event holds, and is null where it was erased.

    `seq` has no gaps: requesters' counts the public ones.
    """

    seq: int
    kind: str
    at: datetime
    actor: ActorTold
    public: bool = True
    data: dict[str, Any] | None = None


class Tickets(BaseModel):
    items: list[TicketBrief]
    next: str | None


class Messages(BaseModel):
    items: list[MessageTold]
    next: str | None


class Entries(BaseModel):
    items: list[EntryTold]
    next: str | None


class EntryBrief(BaseModel):
    seq: int
    kind: str


class Receipt(BaseModel):
    """What a change leaves: ids and numbers. `entries` is empty where it was so already."""

    number: int
    url: str
    version: int
    status: str
    assignee: int | None
    entries: list[EntryBrief]
    priority: int = 0
    team: int | None = None


class Understood(BaseModel):
    person: int | None
    channel: str | None
    minutes: int | None
    outcome: str
    priority: int | None
    happened_at: datetime | None
    spans: list[dict[str, Any]]


class Logged(Receipt):
    understood: Understood


class BulkLine(BaseModel):
    number: int
    outcome: Literal["done", "unchanged", "refused", "not_found"]
    detail: str = ""


class BulkReport(BaseModel):
    items: list[BulkLine]


class PersonTold(BaseModel):
    id: int
    name: str
    role: str
    active: bool
    email: str
    organisation: Named | None
    department: str
    title: str
    place: str
    phone: str
    language: str
    timezone: str


class People(BaseModel):
    items: list[PersonTold]
    next: str | None


class FoundText(BaseModel):
    text: str
    marked: bool


class FoundOne(BaseModel):
    number: int
    url: str
    status: str
    subject: list[FoundText]
    snippet: list[FoundText]


class Found(BaseModel):
    """`total` is null where more was found than is ranked; `close` where only like spellings were found."""

    items: list[FoundOne]
    order: Literal["best", "newest"]
    total: int | None
    close: bool
    next: str | None


class PersonMade(BaseModel):
    id: int
    url: str


class TeamTold(Named):
    slug: str
    private: bool


class ServiceTold(Named):
    critical: bool
    team: Named | None


class CategoryTold(Named):
    slug: str


class Teams(BaseModel):
    items: list[TeamTold]
    next: str | None


class Services(BaseModel):
    items: list[ServiceTold]
    next: str | None


class Categories(BaseModel):
    items: list[CategoryTold]
    next: str | None


class Organisations(BaseModel):
    items: list[Named]
    next: str | None


class UploadTold(BaseModel):
    """Name `id` in `attachments` within the hour, with the same token's person."""

    id: str
    size: int
    sha256: str
