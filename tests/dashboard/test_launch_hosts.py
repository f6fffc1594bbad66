"""Under which names a browser may come."""

import socket

import pytest

from dashboard.frame.host_names import allowed_hosts
from dashboard.frame.settings import ADDRESS, HOSTS
from simulation.errors import DelegationSimError


def test_for_this_machine_only_its_own_names_and_those_given_are_allowed() -> None:
    assert allowed_hosts(ADDRESS, ()) == list(HOSTS)
    assert allowed_hosts(ADDRESS, ("Proxy.example.org",)) == [*HOSTS, "proxy.example.org"]


def test_for_others_the_machine_is_known_by_its_name_and_address_and_no_other() -> None:
    found = allowed_hosts("192.0.2.7", ())
    assert {*HOSTS, "192.0.2.7", socket.gethostname().lower()} <= set(found)
    assert not [name for name in found if "*" in name]


@pytest.mark.parametrize("name", ["*", "http://example.org", "example.org:8501", "", "a b", "*.*"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(DelegationSimError, match="is not the name of a host"):
        allowed_hosts(ADDRESS, (name,))


@pytest.mark.parametrize("name", ["seminar.example.org", "*.example.org", "fd00::2", "192.0.2.9", "vm_1"])
def test_a_name_or_an_address_is_taken(name: str) -> None:
    assert allowed_hosts(ADDRESS, (name,))[-1] == name
