"""What can happen to people's rights; kept in the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from frontdoor.log.events import Event


@dataclass(frozen=True)
class Enrolled(Event, kind="people.enrolled"):
    sentence = "{actor} added person {person} as {role}"
    person: int
    role: str


@dataclass(frozen=True)
class RoleChanged(Event, kind="people.role_changed"):
    sentence = "{actor} changed the role of person {person} from {before} to {after}"
    person: int
    before: str
    after: str


@dataclass(frozen=True)
class Disabled(Event, kind="people.disabled"):
    sentence = "{actor} disabled person {person}"
    person: int


@dataclass(frozen=True)
class PasswordChanged(Event, kind="people.password_changed"):
    sentence = "{actor} changed the password of person {person}"
    person: int


@dataclass(frozen=True)
class Joined(Event, kind="people.joined"):
    sentence = "{actor} put person {person} into team {team}"
    person: int
    team: int


@dataclass(frozen=True)
class Left(Event, kind="people.left"):
    sentence = "{actor} took person {person} out of team {team}"
    person: int
    team: int


@dataclass(frozen=True)
class SignedIn(Event, kind="people.signed_in"):
    sentence = "Person {person} signed in by {way}"
    person: int
    way: str


@dataclass(frozen=True)
class SignInRefused(Event, kind="people.sign_in_refused"):
    """`about` stands for the address that was typed, whether anybody has it or not."""

    sentence = "A sign-in was refused: {why}"
    why: str
    person: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Exported(Event, kind="people.exported"):
    """`personal`: with words and addresses of people in it."""

    sentence = "{actor} exported {what}"
    what: str
    personal: bool


@dataclass(frozen=True)
class Enabled(Event, kind="people.enabled"):
    sentence = "{actor} let person {person} sign in again"
    person: int


@dataclass(frozen=True)
class Described(Event, kind="people.described"):
    """`what` names the details that changed, without their values."""

    sentence = "{actor} changed details of person {person}"
    person: int
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListChanged(Event, kind="desk.list_changed"):
    """Teams, services, categories, devices, fields; `how` is added, changed or removed."""

    sentence = "{actor} {how} {name} in the list of {what}s"
    what: str
    row: int
    name: str
    how: str


@dataclass(frozen=True)
class TokenMade(Event, kind="people.token_made"):
    sentence = "{actor} made token {prefix} for person {person}"
    person: int
    prefix: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TokenRevoked(Event, kind="people.token_revoked"):
    sentence = "{actor} revoked token {prefix}"
    person: int
    prefix: str


@dataclass(frozen=True)
class SignatureWritten(Event, kind="people.signature_written"):
    """`owner` is "person" or "team"."""

    sentence = "{actor} changed the signature of {owner} {whose}"
    owner: str
    whose: int


@dataclass(frozen=True)
class AddressCleared(Event, kind="people.address_cleared"):
    sentence = "{actor} let mail go again to an address of person {person}"
    person: int
    address: int
