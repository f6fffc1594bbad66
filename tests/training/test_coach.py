"""The coach: its moves are legal and cross no red line, its hints vary, and it knows what the seat may know."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import load_scenario
from simulation.errors import UnknownComponentError
from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.moves import SEAT_MOVES
from simulation.scenario.schema import Scenario
from simulation.training.advice import Advice
from simulation.training.advisers import ADVISERS
from simulation.training.coach import COACH_LEVELS, Hint, fitting, hint, sentence
from simulation.training.notes import AskedHint
from simulation.words import NOTHING, catalogue, told_in
from tests.extent import WHOLE, at_a_desk
from tests.secret_cases import CANARY, CANARY_NUMBER, holding, with_canaries, with_other_secrets
from tests.spoken_for import BY_LANGUAGE

CASES = {
    case: tuple(seat.key for seat in load_scenario(case).delegations)
    for case in ("wtpf13_training", "worked_package", "worked_isolation")
}


@pytest.fixture(scope="module")
def training() -> Scenario:
    return load_scenario("wtpf13_training")


def tried(data: st.DataObject, view: SeatView) -> SeatMove:
    """Return a move that may or may not be legal, of those that the phase allows."""
    request = view.request
    assert request is not None
    kinds = [kind for kind in request.legal if kind not in ("hand_over", "speak", "propose_package")]
    kind = data.draw(st.sampled_from(kinds))
    issue = data.draw(st.sampled_from(view.issues))
    other = data.draw(st.sampled_from(view.others)).key
    further = data.draw(st.sampled_from(view.issues))
    fields: dict[str, object] = {
        "issue": issue.key,
        "option": data.draw(st.sampled_from(issue.options)).key,
        "to": other,
        "give": (issue.key, data.draw(st.sampled_from(issue.options)).key),
        "get": (further.key, data.draw(st.sampled_from(further.options)).key),
        "offer": view.offers[0].id if view.offers else "none",
    }
    if request.asked and kind in ("support", "can_live_with", "keep_silent", "object_formally"):
        fields["issue"], fields["option"] = data.draw(st.sampled_from(request.asked))
    needed = {name: fields[name] for name in SEAT_MOVES[kind].needs}
    return SeatMove(seat=view.own.key, move=kind, **needed)  # type: ignore[arg-type] # the fields of the move


def try_a_few(data: st.DataObject, live: LiveNegotiation, seat: str) -> None:
    for _ in range(data.draw(st.integers(0, 3))):
        if view_of(live, seat).request is None:
            return
        try:
            live.submit(tried(data, view_of(live, seat)))
        except IllegalMoveError:
            continue


def assert_sound(live: LiveNegotiation, seat: str) -> Hint:
    """Assert that the move of a hint can be made now and that the brief has no red line against it."""
    found = hint(view_of(live, seat), "move")
    assert found.text
    if found.move is not None:
        warnings = map(str, live.check(found.move))
        assert [warning for warning in warnings if "crosses a red line" in warning] == []
    return found


@settings(max_examples=8)
@given(data=st.data())
def test_a_move_of_the_coach_is_legal_and_crosses_no_red_line(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(sorted(CASES)))
    seat = data.draw(st.sampled_from(CASES[case]))
    try:
        live = LiveNegotiation(case, seed=data.draw(st.integers(0, 50)), seats=(seat,))
    except IllegalMoveError:
        return  # a seat that only watches
    while live.phase != "over":
        try_a_few(data, live, seat)
        for _ in range(data.draw(st.integers(0, 3))):
            found = assert_sound(live, seat)
            if found.move is not None and view_of(live, seat).request is not None:
                live.submit(found.move)
        if view_of(live, seat).request is not None:
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    assert hint(view_of(live, seat), "move").move is None


def followed(live: LiveNegotiation, seat: str) -> list[str]:
    """Play by the coach alone and return the moves that it gave, `done` left out."""
    made = list[str]()
    given_hints = list[AskedHint]()
    while live.phase != "over":
        for _ in range(12):
            view = view_of(live, seat)
            if view.request is None:
                break
            found = hint(view, "move", given=given_hints)
            given_hints.append(AskedHint(session=view.session, level="move", text=found.text))
            assert found.move is not None
            live.submit(found.move)
            if found.move.move == "done":
                break
            made.append(found.move.move)
        if view_of(live, seat).request is not None:
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    return made


@pytest.mark.thorough  # four games; the test above follows it through one
def test_whoever_follows_the_coach_uses_the_whole_room(training: Scenario) -> None:
    made = {
        move
        for seed, seat in ((5, "SAB"), (5, "MON"), (5, "NOR"), (11, "MON"))
        for move in followed(LiveNegotiation(training, seed=seed, seats=(seat,)), seat)
    }
    assert {"consult_bilaterally", "offer_trade", "refuse_trade", "join_coalition", "propose_package"} <= made
    assert {"ask_for_chair_text", "accept_package", "refuse_package"} <= made
    assert {"support", "can_live_with", "object_formally"} <= made
    assert {"propose_option", "cite_agreed_language"} & made


def test_a_hint_is_not_given_twice_while_another_fits(training: Scenario) -> None:
    live = LiveNegotiation(training, seats=("LUM",))
    asked = list[AskedHint]()
    for _ in range(5):
        found = hint(view_of(live, "LUM"), "question", given=asked)
        asked.append(AskedHint(session=1, level="question", text=found.text))
    assert len({one.text for one in asked}) == 5


def test_hints_differ_from_session_to_session(training: Scenario) -> None:
    live = LiveNegotiation(training, seats=("LUM",))
    asked = list[AskedHint]()
    for _ in range(5):
        found = hint(view_of(live, "LUM"), "concept", given=asked)
        asked.append(AskedHint(session=live.session, level="concept", text=found.text))
        for _ in range(2):
            live.submit(SeatMove(seat="LUM", move="done"))
            live.advance()
    assert len({one.text for one in asked}) == 5


def test_the_levels_go_from_a_question_to_the_move(training: Scenario) -> None:
    view = view_of(LiveNegotiation(training, seats=("LUM",)), "LUM")
    assert hint(view, "off") == Hint(level="off", text=NOTHING)
    question, concept, move = (hint(view, level) for level in COACH_LEVELS[1:])
    assert str(question.text).endswith("?")
    assert question.move is concept.move is None
    assert move.move is not None
    with pytest.raises(UnknownComponentError, match="No level of the coach is called 'shout'"):
        hint(view, "shout")


def test_a_question_of_the_trainer_comes_after_the_first_that_fits(training: Scenario) -> None:
    view = view_of(LiveNegotiation(training, seats=("LUM",)), "LUM")
    ours = "Whose silence do you need {here}?"
    first = hint(view, "question", [ours])
    second = hint(view, "question", [ours], given=[AskedHint(session=1, level="question", text=first.text)])
    assert ours not in str(first.text)
    assert str(second.text).startswith(f"{ours} ")
    assert second.matter  # the question on the matter stands behind it


def test_who_is_advised_to_say_a_yes_is_told_what_it_buys_no_more(training: Scenario) -> None:
    view = view_of(LiveNegotiation(training, seats=("VEL",)), "VEL")
    matters = {advice.key: f"{advice.key} {number}" for number, advice in enumerate(fitting(view))}
    there = [key for key in ("say_so", "say_what", "say_top", "say_spare") if key in matters]
    assert len(there) > 1
    for key in there:
        told = [str(hint(view, level, about=matters[key]).text) for level in COACH_LEVELS[1:]]
        assert ["it buys nothing in a trade any more" in text for text in told] == [False, True, True]
    assert "it buys nothing" not in str(hint(view, "move", about=matters["say_best"]).text)


def test_hints_are_told_in_french_too(training: Scenario) -> None:
    view = view_of(LiveNegotiation(training, seats=("LUM",)), "LUM")
    found = [hint(view, level).text for level in COACH_LEVELS[1:]]
    with told_in("fr"):
        assert found == [hint(view, level).text for level in COACH_LEVELS[1:]]
        french = list(map(str, found))
    assert all(text != str(hint) for text, hint in zip(french, found, strict=True))


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_every_hint_has_its_question_and_its_concept(code: str) -> None:
    keys = {key for key in catalogue(code) if key.startswith("coach.")}
    heads = {key.split(".")[1] for key in keys} - {"chair", "asks", "beyond", "stricter", "spent", "turned"}
    assert len(heads) > 25
    told = {sentence(Advice(key=head), level).key for head in heads for level in ("question", "concept")}
    assert told <= keys


def test_no_hint_holds_a_secret_of_another_seat(training: Scenario) -> None:
    live = LiveNegotiation(with_canaries(training, but="LUM"), seats=("LUM",))
    asked = list[AskedHint]()
    while live.phase != "over":
        view = view_of(live, "LUM")
        for level in COACH_LEVELS[1:]:
            for _ in range(5 if WHOLE else 2):
                found = hint(view, level, given=asked)
                asked.append(AskedHint(session=view.session, level=level, text=found.text))
        if view.own.talks_left and view.phase == "talks":
            live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="VEL"))
        if view.request is not None:
            live.submit(SeatMove(seat="LUM", move="done"))
        live.advance()
    assert len(asked) > (100 if WHOLE else 40)
    assert [one for one in asked if CANARY in str(one.text) or str(CANARY_NUMBER) in str(one.text)] == []


def test_a_hint_is_the_same_whatever_the_others_keep_to_themselves(training: Scenario) -> None:
    def of(case: Scenario) -> list[Hint]:
        view = view_of(LiveNegotiation(case, seats=("ALT",)), "ALT")
        asked = list[AskedHint]()
        found = list[Hint]()
        for level in COACH_LEVELS[1:] * 6:
            found.append(hint(view, level, given=asked))
            asked.append(AskedHint(session=1, level=level, text=found[-1].text))
        return found

    held = holding(training)
    assert of(held) == of(with_other_secrets(held, but="ALT"))


@pytest.mark.parametrize("case", at_a_desk(["worked_package"], CASES))
def test_a_hint_that_goes_on_is_on_the_same_matter_at_every_level(case: str) -> None:
    seat = CASES[case][0]
    view = view_of(LiveNegotiation(case, seats=(seat,)), seat)
    given = tuple[AskedHint, ...]()
    for _ in range(4):  # questions asked before do not lead away from the matter
        first = hint(view, "question", given=given)
        given += (AskedHint(session=1, level="question", text=first.text),)
        levels = [hint(view, level, given=given, about=first.matter) for level in ("concept", "move")]
        assert levels[0].matter == first.matter != ""
        assert levels[1].matter == first.matter or not _has_move(view, first.matter)


def _has_move(view: SeatView, matter: str) -> bool:
    return hint(view, "move", about=matter).matter == matter


@pytest.mark.parametrize(
    ("case", "seat"), at_a_desk([("first_hour", "LUM")], [("wtpf13_training", "LUM"), ("first_hour", "LUM")])
)
def test_the_coach_thinks_of_a_text_of_the_chair_whenever_it_would_be_granted_and_never_else(
    case: str, seat: str
) -> None:
    live = LiveNegotiation(case, seed=1, seats=(seat,))
    granted = set[bool]()
    while live.phase != "over":
        view = view_of(live, seat)
        asks = SeatMove(seat=seat, move="ask_for_chair_text")
        if view.phase == "talks" and view.why_not(asks) is None:  # a chair grants one seat two texts in all
            advices = [advice for adviser in ADVISERS["talks"] for advice in adviser(view)]
            thought = [advice for advice in advices if advice.key == "chair_text"]
            reply = live.submit(asks)
            assert bool(thought) == reply.granted
            granted.add(reply.granted)
            if thought:
                waiting = sum(issue.is_called and issue.is_open for issue in view.issues)
                assert thought[0].values["n"] in range(1, waiting + 1)
        live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    assert granted == {True, False}
