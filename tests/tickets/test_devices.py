from __future__ import annotations

import pytest

from frontdoor.core.errors import NotAllowed
from frontdoor.tickets import verbs
from frontdoor.tickets.events import DevicesChanged
from frontdoor.tickets.forms import DeviceForm
from frontdoor.tickets.models import Device
from tests import make
from tests.tickets.filters.test_filters import kept


@pytest.fixture
def laptop(cy):
    return Device.objects.create(tag="LT-01001", model="ThinkPad T14", owner=cy)


@pytest.fixture
def printer():
    return Device.objects.create(tag="PR-301", model="ECOSYS M3645")


def test_a_ticket_is_about_devices_and_says_so_once(ticket, laptop, printer, as_ana):
    verbs.device(ticket, add=[laptop, printer], by=as_ana)
    again = verbs.device(ticket, add=[laptop], by=as_ana)
    (entry,) = verbs.device(ticket, remove=[printer], by=as_ana)
    assert again == []
    assert ticket.log.get(seq=2).data == {"added": ["LT-01001", "PR-301"], "removed": []}
    assert isinstance(entry.event, DevicesChanged)
    assert entry.data == {"added": [], "removed": ["PR-301"]}
    assert list(ticket.devices.all()) == [laptop]


def test_requesters_do_not_sort_devices(ticket, laptop, as_cy):
    with pytest.raises(NotAllowed):
        verbs.device(ticket, add=[laptop], by=as_cy)


def test_labels_are_read_in_any_case_and_unknown_ones_are_named(ticket, laptop, as_ana):
    def form(add):
        return DeviceForm({"add": add}, actor=as_ana, ticket=ticket)

    known, unknown = form("lt-01001, LT-01001"), form("LT-01001 LT-9 pr-7")
    assert known.is_valid()
    assert known.cleaned == {"add": [laptop], "remove": []}
    assert unknown.errors == {"add": ["We know no device called LT-9, PR-7."]}


def test_tickets_are_found_by_device(ticket, laptop, printer, as_ana, cy):
    verbs.device(ticket, add=[laptop, printer], by=as_ana)
    make.ticket(requester=cy)
    assert kept("device:lt-01001 device:PR-301", as_ana) == [ticket.pk]
    assert kept("device:LT-9", as_ana) == []
