"""The seats that are suggested to begin with are such as a person can do something in."""

from dashboard import library
from dashboard.seat.choosing import playable, suggested
from simulation.live import LiveNegotiation, view_of


def test_seats_that_are_suggested_can_talk_where_any_seat_can() -> None:
    for key in playable():
        scenario = library.scenario_of(key, {})
        found = suggested(key, scenario)
        live = LiveNegotiation(scenario, seats=[one.seat for one in found])
        talks = [view_of(live, one.seat).own.talks for one in found]
        assert all(talks) or not live.live.room.setting.talks.any(), key
    assert [
        one.degree for one in suggested("wtpf13_training", library.scenario_of("wtpf13_training", {}))
    ] == [
        "easy",
        "medium",
        "hard",
    ]
