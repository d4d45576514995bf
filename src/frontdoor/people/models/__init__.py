"""The tables of people, teams and their proofs."""

from frontdoor.people.models.audit import AuditEntry
from frontdoor.people.models.person import Address, Organisation, Person
from frontdoor.people.models.proof import Link, Token
from frontdoor.people.models.team import Membership, Team

__all__ = ["Address", "AuditEntry", "Link", "Membership", "Organisation", "Person", "Team", "Token"]
