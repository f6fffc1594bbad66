"""The conference as its defaults were up to 0.7.0, for tests of what happens in a certain run of it.

Where a test is about how something is told or counted, and not about what the defaults make of a case, it plays by
these rules, and a new calibration changes no run of it.
"""

from typing import Final

__all__ = ["STRAIGHT"]

STRAIGHT: Final = {
    "protocol.values.curve": "1.0",
    "protocol.values.edit_price": "0.05",
    "protocol.signal.isolation": "0.1",
    "protocol.signal.fatigue": "0.0",
    "protocol.concede.pace": "0.2",
    "protocol.concede.temperature": "0.12",
    "protocol.decide.voice": "1.5",
    "protocol.programme.late": "0.7",
    "protocol.clock.lead": "3.0",
}
"""Overrides for `load_scenario`: gains are straight lines, and nobody tires of objecting."""
