"""The way into a class for a phone: what the code says, and under which address others find this machine."""

import ipaddress
import re

import pytest
import segno

from dashboard.classroom.qr import address_for_phones, qr_code
from dashboard.frame.host_names import own_address

ADDRESS = "http://192.0.2.20:8501/class/join/K7P4QX"


def test_the_drawing_has_each_dark_module_of_the_code_and_room_around_it() -> None:
    drawn = qr_code(ADDRESS, "Join <now>")
    found = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+),(\d+)h1v1h-1z", drawn)}
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert found == dark
    assert f'viewBox="0 0 {len(matrix) + 8} {len(matrix) + 8}"' in drawn
    assert "<title>Join &lt;now&gt;</title>" in drawn


@pytest.mark.parametrize(
    "host", ["192.0.2.7:8501", "school.example.org", "[2001:db8::7]:8501", "[2001:db8::7]"]
)
def test_an_address_that_others_know_stays(host: str) -> None:
    assert address_for_phones(host) == host


@pytest.mark.parametrize(
    ("host", "port"),
    [("127.0.0.1:8501", ":8501"), ("localhost:80", ":80"), ("[::1]:9000", ":9000"), ("localhost", "")],
)
def test_one_that_only_this_machine_knows_becomes_its_own_in_the_network(host: str, port: str) -> None:
    own = own_address()
    assert not own or not ipaddress.ip_address(own).is_loopback
    shown = (f"[{own}]" if ":" in own else own) + port
    assert address_for_phones(host) == (shown if own else host)
