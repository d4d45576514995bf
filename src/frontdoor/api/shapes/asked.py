"""What may be asked: the bodies and queries of everything that no form declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from frontdoor.api.frame.problems import Fault, invalid
from frontdoor.api.shapes.values import Body, Id, Limit, Moment, one_of, size
from frontdoor.people.models import Person
from frontdoor.tickets.forms import CHANNELS, FORMS
from frontdoor.tickets.models import Ticket

if TYPE_CHECKING:
    Channel: TypeAlias = str
    Kind: TypeAlias = str
    Role: TypeAlias = str
    Verb: TypeAlias = str
    Three: TypeAlias = int
    Four: TypeAlias = int
else:
    Channel = Literal[tuple(CHANNELS)]
    Kind = Literal[tuple(Ticket.Kind.values)]
    Role = Literal[tuple(Person.Role.values)]
    Verb = Literal[tuple(FORMS)]
    Three = one_of(1, 2, 3)
    Four = one_of(1, 2, 3, 4)

Email = Annotated[str, size(254, shortest=3)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]
Upload = Annotated[
    str, size(1000, shortest=1), Field(description="The id that an upload was given")
]


class Query(BaseModel):
    """Query parameters: each once, and none but the declared."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _only_known(cls, given: Any, info: ValidationInfo) -> Any:
        refuse_unknown((info.context or {})["request"], set(cls.model_fields))
        return given


class Page(Query):
    cursor: Annotated[str, size(1000, shortest=1)] | None = None
    limit: Limit = 50


class Author(Body):
    """A person by id or by address: exactly one of the two. As `author`, who acts."""

    id: Id | None = None
    email: Email | None = None


class Who(Author):
    """The same; of an address that nobody has, `name` makes somebody new."""

    name: Annotated[str, size(120)] = ""


class Opening(Body):
    """A new ticket. Without `requester` it is for whoever's token this is."""

    subject: Annotated[str, size(1000, shortest=1)]
    body: Annotated[str, size(200_000)]
    requester: Who | None = None
    author: Author | None = None
    channel: Channel = "api"
    urgency: Three = 2
    impact: Three = 3
    place: Annotated[str, size(80)] = ""
    service: Id | None = None
    attachments: Annotated[list[Upload], Field(max_length=50)] = []
    kind: Kind | None = None
    priority: Four | None = None
    team: Id | None = None
    category: Id | None = None
    door: Literal["front", "side"] | None = None
    happened_at: Moment | None = None
    seconds: Seconds | None = None


class Bulk(Body):
    """One verb over many tickets; `how` is what the verb takes by itself."""

    verb: Verb
    numbers: Annotated[list[Id], Field(min_length=1, max_length=1000)]
    how: dict[str, Any] = {}


class QuickLog(Body):
    """One line, as in the desk's quick log: `reset vpn for alice @walkup 5m #done`."""

    line: Annotated[str, size(2000, shortest=1)]
    author: Author | None = None
    seconds: Seconds | None = None


class Newcomer(Body):
    """Somebody to be enrolled."""

    email: Email
    name: Annotated[str, size(120, shortest=1)]
    role: Role = "requester"
    team: Annotated[str, size(80)] = ""


def refuse_unknown(request: HttpRequest, known: set[str]) -> None:
    """Raises Problem 400 with the list of what there is."""
    allowed = ", ".join(sorted(known)) or "none"
    strange = [name for name in request.GET if name not in known]
    twice = [name for name in request.GET if len(request.GET.getlist(name)) > 1]
    faults = [
        *(
            Fault(f"There is no such parameter. Known are: {allowed}.", name, "parameter")
            for name in strange
        ),
        *(Fault("This stands here twice.", name, "parameter") for name in twice),
    ]
    if faults:
        raise invalid("The address asks for something that isn't there.", *faults)
