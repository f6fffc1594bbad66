"""How people come back to their seat, and that no code can be tried through."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from simulation.classroom import (
    ClassroomError,
    NotAllowedError,
    TooManyTriesError,
    UnknownClassError,
    actions,
)
from tests.classes import meeting, url_in


def test_by_a_ninth_device_the_second_is_shut_out_and_never_the_first(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        ann = here.join("Ann")

        def is_in(token: str) -> bool:
            with suppress(NotAllowedError):
                return here.service.enter(here.room, token) == ann.caller
            return False

        tokens = [ann.token]
        tokens += [here.service.reclaim(here.room, "Ann", ann.code, source="x").token for _ in range(7)]
        assert all(map(is_in, tokens))
        tokens += [here.service.reclaim(here.room, "Ann", ann.code, source="x").token for _ in range(2)]
        assert [is_in(token) for token in tokens] == [True, False, False] + [True] * 7


def test_a_person_comes_back_by_nickname_and_code_and_has_the_same_seat(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.join("Ann")
        back = here.service.reclaim(here.room, " ANN ", joined.code.lower(), source="another")
        assert (back.caller, back.seat) == (joined.caller, joined.seat)
        assert here.service.enter(here.room, back.token) == joined.caller
        for name, code in (("Ann", "WRONGCDE"), ("Nobody", joined.code), ("", "")):
            with pytest.raises(NotAllowedError, match="do not belong together"):
                here.service.reclaim(here.room, name, code, source="another")


def test_a_released_person_comes_back_with_the_new_code_only(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.service.join(here.room, "Ann", key="a-key-of-sixteen-characters")
        code = here.run(actions.Release(person=joined.caller.person)).code
        assert len(code) == 8
        with pytest.raises(NotAllowedError):
            here.service.enter(here.room, joined.token)
        with pytest.raises(NotAllowedError):
            here.service.reclaim(here.room, "Ann", joined.code, source="x")
        with pytest.raises(NotAllowedError):
            here.service.join(here.room, "Ann", key="a-key-of-sixteen-characters")
        assert here.service.reclaim(here.room, "Ann", code, source="x").caller == joined.caller
        with pytest.raises(
            NotAllowedError, match="not in this class"
        ):  # whoever has the old form is not let in by it
            here.service.join(here.room, "Ann", key="a-key-of-sixteen-characters")


def test_codes_cannot_be_tried_through(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.join("Ann")
        for _ in range(8):
            with pytest.raises(NotAllowedError):
                here.service.reclaim(here.room, "Ann", "AAAAAAAA", source="guesser")
        with pytest.raises(TooManyTriesError, match="60 seconds") as refused:
            here.service.reclaim(here.room, "Ann", joined.code, source="guesser")
        assert refused.value.wait == 60
        assert here.service.find(here.code, source="guesser") == here.room
        assert here.service.reclaim(here.room, "Ann", joined.code, source="somebody").seat == joined.seat
        for number in range(52):
            with pytest.raises(NotAllowedError):
                here.service.reclaim(here.room, "Ann", "AAAAAAAA", source=f"many {number}")
        with pytest.raises(TooManyTriesError):
            here.service.reclaim(here.room, "Ann", joined.code, source="somebody else")
        here.steady.now += 61
        assert here.service.reclaim(here.room, "Ann", joined.code, source="guesser").seat == joined.seat


def test_many_at_once_try_no_more_codes_than_one_after_the_other(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join("Ann")

        def told(_: int) -> str:
            try:
                here.service.reclaim(here.room, "Ann", "AAAAAAAA", source="guesser")
            except ClassroomError as error:
                return type(error).__name__
            return ""

        with ThreadPoolExecutor(40) as pool:
            found = Counter(pool.map(told, range(40)))
        assert found == {"NotAllowedError": 8, "TooManyTriesError": 32}


def test_codes_of_classes_cannot_be_tried_through_either(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        for _ in range(60):  # forty people behind one address may mistype
            with pytest.raises(UnknownClassError, match="No class has the code"):
                here.service.find("222222", source="guesser")
        for _ in range(540):
            assert here.service.find(here.code, source="guesser") == here.room
            with pytest.raises(TooManyTriesError):
                here.service.find("222222", source="guesser")
        with pytest.raises(TooManyTriesError):
            here.service.find(here.code, source="guesser")


def test_nothing_that_opens_a_class_is_kept(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.join("Ann")
        code = here.run(actions.Release(person=joined.caller.person)).code
        told = repr(here.service.events(here.room, here.token)) + repr(here.service.gathered(here.host))
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in (here.token, joined.token, joined.code, code):
        assert secret.encode() not in kept
        assert secret not in told
