"""Where wrong codes keep people out, the host is told of it and lets them try again; nobody else can."""

from pathlib import Path

import pytest

from simulation.classroom import ClassroomError, Joined, NotAllowedError, TooManyTriesError, UnknownClassError
from tests.classes import Meeting, meeting, url_in


def wrong(here: Meeting, joined: Joined, times: int, source: str = "192.0.2.7") -> None:
    for _ in range(times):
        with pytest.raises(NotAllowedError):
            here.service.reclaim(here.room, here.see(joined).nickname, "AAAAAAAA", source=source)


def test_who_cannot_come_back_is_named_for_as_long_as_it_lasts_and_let_try_again(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        ann = here.join("Ann")
        wrong(here, ann, 7)
        assert here.service.host_view(here.host).barred == ()
        here.steady.now += 10
        wrong(here, ann, 1)
        (one,) = here.service.host_view(here.host).barred
        assert (one.kind, one.source, one.nickname, one.is_shut) == ("caller", "192.0.2.7", "Ann", True)
        assert one.until == here.clock.now + 50
        with pytest.raises(TooManyTriesError):
            here.service.reclaim(here.room, "Ann", ann.code, source="192.0.2.7")
        here.service.let_try(here.host, one.kind, one.who)
        assert here.service.host_view(here.host).barred == ()
        assert here.service.reclaim(here.room, "Ann", ann.code, source="192.0.2.7").seat == ann.seat
        wrong(here, ann, 8)
        here.steady.now += 61
        assert here.service.host_view(here.host).barred == ()


def test_where_nobody_comes_back_any_more_the_class_is_named(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        ann = here.join("Ann")
        for number in range(60):
            wrong(here, ann, 1, source=f"192.0.2.{number}")
        (one,) = here.service.host_view(here.host).barred
        assert (one.kind, one.source, one.nickname) == ("class", "", "")
        here.service.let_try(here.host, one.kind, one.who)
        assert here.service.reclaim(here.room, "Ann", ann.code, source="192.0.2.99").seat == ann.seat


def test_where_nobody_joins_any_more_every_host_is_told_and_none_learns_the_address(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        for tried in range(600):
            with pytest.raises((UnknownClassError, TooManyTriesError)):
                here.service.find("222222", source="192.0.2.7")
            told = [(one.kind, one.source, one.is_shut) for one in here.service.host_view(here.host).barred]
            assert told == ([] if tried < 59 else [("finder", "", tried == 599)])
        with pytest.raises(TooManyTriesError):
            here.service.find(here.code, source="192.0.2.7")
        assert here.service.find(here.code, source="192.0.2.8") == here.room
        (one,) = here.service.host_view(here.host).barred
        assert "192.0.2.7" not in repr(here.service.host_view(here.host))
        other = here.service.open(here.service.case(here.host), here.service.host_view(here.host).plan)
        assert here.service.host_view(here.service.enter(other.room, other.token)).barred == (one,)
        here.service.let_try(here.host, one.kind, "192.0.2.7")
        assert here.service.host_view(here.host).barred == (one,)
        here.service.let_try(here.host, one.kind, one.who)
        assert here.service.find(here.code, source="192.0.2.7") == here.room


def test_nobody_but_the_host_hears_of_it_or_lets_anybody_in(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        ann = here.join("Ann")
        wrong(here, ann, 8)
        (one,) = here.service.host_view(here.host).barred
        with pytest.raises(NotAllowedError):
            here.service.let_try(ann.caller, one.kind, one.who)
        other = here.service.open(here.service.case(here.host), here.service.host_view(here.host).plan)
        elsewhere = here.service.enter(other.room, other.token)
        assert here.service.host_view(elsewhere).barred == ()
        here.service.let_try(elsewhere, one.kind, one.who)
        with pytest.raises(ClassroomError, match="Too many codes"):
            here.service.reclaim(here.room, "Ann", ann.code, source="192.0.2.7")


@pytest.mark.parametrize("nickname", ["Bob the second", "x {room} {ann}", "\ud800"])
def test_codes_for_somebody_who_is_not_there_keep_nobody_out(tmp_path: Path, nickname: str) -> None:
    with meeting(url_in(tmp_path)) as here:
        ann = here.join("Ann")
        name = nickname.format(room=here.room, ann=ann.caller.person)
        for _ in range(8):
            with pytest.raises(NotAllowedError):
                here.service.reclaim(here.room, name, "AAAAAAAA", source="192.0.2.7")
        assert here.service.host_view(here.host).barred == ()
        with pytest.raises(TooManyTriesError):
            here.service.reclaim(here.room, name.upper(), "AAAAAAAA", source="192.0.2.7")
