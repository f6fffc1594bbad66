"""What a case has prepared to be thrown in: read, checked at its line, kept from seats, and in instances still true."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulation import load_scenario
from simulation.classroom import ClassroomError
from simulation.classroom.words_of_people import words
from simulation.errors import ScenarioError
from simulation.live import LiveNegotiation, view_of
from simulation.scenario.case_source import case_of_text, text_of_case
from simulation.scenario.characters import acting
from simulation.scenario.check_injects import find_inject_conflicts
from simulation.scenario.load import scenario_hash, shipped_scenarios
from simulation.scenario.pack import load_pack, shipped_pack, with_injects
from simulation.storage.manifest import without_secrets
from simulation.training.beliefs import public_case
from tests.classes import meeting, url_in
from tests.extent import at_a_desk

type Write = Callable[[str, str | bytes], Path]

SLIP = "  - {session: 2, to: BBB, what: A call from capital., why: For a slow room.}\n"


def test_they_are_read_and_kept_and_move_nothing(write: Write, small_case: str) -> None:
    case = load_scenario(write("case.yaml", f"{small_case}injects:\n{SLIP}"))
    (one,) = case.injects
    assert (one.session, one.to, one.what, one.why) == (2, "BBB", "A call from capital.", "For a slow room.")
    assert case_of_text(text_of_case(case)) == case
    bare = case.model_copy(update={"injects": ()})
    assert scenario_hash(case) == scenario_hash(bare)
    assert "injects" not in bare.model_dump()


@pytest.mark.parametrize(
    ("slip", "phrase"),
    [
        ("{session: 2, to: BBC, what: A, why: B}", "No delegation is called 'BBC'. Did you mean 'BBB'?"),
        ("{session: 6, what: A, why: B}", "Session 6 is past the end. Valid: 1 to 5."),
        ("{session: 0, what: A, why: B}", "session is 0, below 1. Valid: a whole number of at least 1."),
        ("{session: 2, what: '', why: B}", "what has 0 characters. Valid: text of 1 to 1000 characters."),
        ("{session: 2, what: '  ', why: B}", "There is nothing to read in it. Valid: 1 to 1000 characters"),
        ('{session: 2, what: "\\u200b", why: B}', "There is nothing to read in it."),
        ('{session: 2, what: "\\u3164", why: B}', "There is nothing to read in it."),
        (
            '{session: 2, what: "A \\uE000", why: B}',
            "The character U+E000 cannot stand in it. Valid: characters",
        ),
        ('{session: 2, what: "e\\u0301\\u0301\\u0301", why: B}', "Too many marks stand above one letter"),
        ("{session: 2, what: A}", "'why' is missing from an inject"),
        ("{session: 2, who: BBB, what: A, why: B}", "'who' is not a field of an inject"),
    ],
)
def test_what_does_not_fit_is_said_at_its_line(write: Write, small_case: str, slip: str, phrase: str) -> None:
    text = f"{small_case}injects:\n  - {slip}\n"
    file = write("case.yaml", text)
    with pytest.raises(ScenarioError) as refused:
        load_scenario(file)
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"{file}:{text.count(chr(10))}:")
    assert phrase in line


@given(st.text(min_size=1, max_size=30).filter(lambda text: not acting(text)))
@example("e\u0301\u0301")
@example("e\u0301\u0301\u0301")
@example("\u200b \u3164")
@example("\r\n")
def test_every_slip_that_loads_can_be_sent_and_no_other(what: str) -> None:
    raw: dict[str, object] = {"injects": [{"session": 1, "what": what, "why": ""}]}
    found = [path for path, _ in find_inject_conflicts(raw, (), 1)]
    try:
        words(what)
    except ClassroomError:
        assert found == [("injects", 0, "what")]
    else:
        assert found == []


def test_in_a_shorter_conference_those_past_its_end_are_left_out(write: Write, small_case: str) -> None:
    file = write("case.yaml", f"{small_case}injects:\n{SLIP}{SLIP.replace('2', '5')}")
    assert [one.session for one in with_injects(file, load_scenario(file)).injects] == [2, 5]
    shorter = load_scenario(file, overrides={"sessions": 4})
    assert [one.session for one in with_injects(file, shorter).injects] == [2]


def test_those_of_the_pack_come_with_those_of_the_case() -> None:
    case = load_scenario("first_hour")
    pack = load_pack("first_hour")
    assert pack is not None
    assert case.injects == ()
    assert with_injects("first_hour", case).injects == pack.injects
    assert with_injects(
        "first_hour", load_scenario("first_hour", overrides={"sessions": 4})
    ).injects == tuple(one for one in pack.injects if one.session <= 4)


def test_a_case_without_a_pack_has_none() -> None:
    bare = next(name for name in shipped_scenarios() if load_pack(name) is None)
    assert with_injects(bare, load_scenario(bare)).injects == ()


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], ["first_hour", "wtpf13_training", "ai_oversight"]))
@pytest.mark.parametrize("number", [1, 2, 3])
def test_in_an_instance_they_are_of_the_instance(name: str, number: int) -> None:
    case = load_scenario(name, overrides={"instance": number})
    pack = load_pack(name, scenario=case)
    assert pack is not None
    assert with_injects(name, case).injects == pack.injects
    before = load_scenario(name)
    exchanged = {
        seat.key
        for seat, was in zip(case.delegations, before.delegations, strict=True)
        if seat.mandate != was.mandate
    }
    written = {(one.to, one.what) for one in load_pack(name).injects}  # type: ignore[union-attr] # it has one
    assert exchanged
    assert not [one for one in pack.injects if one.to in exchanged and (one.to, one.what) in written]


def test_in_an_instance_those_of_the_case_that_speak_of_what_moved_are_gone(write: Write) -> None:
    text = (Path("scenarios") / "first_hour.yaml").read_text(encoding="utf-8")
    slips = (
        "{session: 2, to: LUM, what: For one seat., why: A}",
        "{session: 2, what: Lumera would sign tonight., why: A}",
        "{session: 3, what: The interpreters leave., why: A}",
    )
    file = write("first_hour.yaml", text + "".join(["\ninjects:\n", *(f"  - {slip}\n" for slip in slips)]))
    assert len(load_scenario(file).injects) == 3
    drawn = load_scenario(file, overrides={"instance": 1})
    assert [one.what for one in drawn.injects] == ["The interpreters leave."]


WITH_PACKS = [name for name in shipped_scenarios() if load_pack(name) is not None]


@pytest.mark.parametrize("number", [0, 2])
@pytest.mark.parametrize("name", at_a_desk(["first_hour"], WITH_PACKS))
def test_a_shipped_case_keeps_its_pack_however_long_it_is(name: str, number: int) -> None:
    case = load_scenario(name, overrides={"instance": number})
    pack = load_pack(name, scenario=case)
    for sessions in (2, case.sessions, case.sessions + 1):
        other = load_scenario(name, overrides={"instance": number, "sessions": sessions})
        assert shipped_pack(case_of_text(text_of_case(other))) == pack


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], WITH_PACKS))
def test_a_changed_copy_of_a_shipped_case_has_not_its_pack(name: str, write: Write) -> None:
    text = (Path("scenarios") / f"{name}.yaml").read_text(encoding="utf-8")
    pack = load_pack(name)
    assert pack is not None
    renamed = next(iter(pack.landing_zone.values()))[0]
    for old, new in (
        (rf"\b{renamed}\b", f"{renamed}_now"),
        (r"(?m)^title:(?: .*\n|\n(?:  .*\n)+)", "title: Ours\n"),
    ):
        changed = re.sub(old, new, text)
        assert changed != text
        assert shipped_pack(load_scenario(write(f"{name}.yaml", changed))) is None


@pytest.mark.parametrize("number", [0, 2])
def test_a_class_whose_log_holds_nothing_prepared_has_what_its_pack_prepares(
    tmp_path: Path, number: int
) -> None:
    bare = load_scenario("first_hour", overrides={"instance": number, "sessions": 4})
    with meeting(url_in(tmp_path), bare) as here:
        prepared = here.service.case(here.host).injects
        assert prepared == with_injects("first_hour", bare).injects
        assert 0 < len(prepared) == len([one for one in prepared if one.session <= 4])


def test_a_class_on_a_changed_copy_has_nothing_prepared(tmp_path: Path) -> None:
    changed = load_scenario("first_hour").model_copy(update={"title": "Ours"})
    with meeting(url_in(tmp_path), changed) as here:
        assert here.service.case(here.host).injects == ()


def test_no_seat_and_no_run_learns_of_them(write: Write, small_case: str) -> None:
    case = load_scenario(write("case.yaml", f"{small_case}injects:\n{SLIP}"))
    assert without_secrets(case).injects == ()
    view = view_of(LiveNegotiation(case, seats=("AAA",)), "AAA")
    assert public_case(case, view).injects == ()
    assert "A call from capital" not in repr(view)
