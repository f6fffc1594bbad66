"""A coach that advises the opposite of what it last advised on a wording says what has changed; no other hint does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks._seats import Coached
from simulation.abm import NegotiationModel
from simulation.live import IssueSeen, LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.names_for_people import quoted
from simulation.scenario.load import load_scenario
from simulation.training import AskedHint, hint
from simulation.training.advice import Advice
from simulation.training.coach import fitting, sentence
from simulation.training.turned_advice import turned
from simulation.words import Said, said

AGAINST = ("object_formally", "request_brackets")

type Place = tuple[str, str]


def stands(view: SeatView, advice: Advice) -> Iterator[tuple[Place, bool]]:
    """Yield the wordings that an advice is for or against, read off its move and not off its words."""
    move = advice.move
    if move is None:
        return
    at, package = move.issue, view.package
    table = {issue.key: option.key for issue in view.issues for option in issue.options if option.on_table}
    offer = next((one for one in view.offers if one.id == move.offer), None)
    sides = [(move.give, move.get)] if move.give and move.get else []
    sides += [(offer.give, offer.get)] if offer is not None and move.move == "accept_trade" else []
    for side in sides:
        yield from ((side[0], True), (side[1], True))
    if offer is not None and advice.key == "offer_hold":
        yield offer.get, False
    if advice.key in ("better", "better_say"):
        yield (at, table[at]), False
    if advice.key == "floor_better":
        said_of = advice.values["better"]
        topic = next(issue for issue in view.issues if issue.key == at)
        yield (at, next(one.key for one in topic.options if quoted(topic, one) == said_of)), True
    if advice.key == "capital":
        yield next((one.key, table[one.key]) for one in view.issues if _is_text(one, advice)), True
    if at and move.move not in ("ask_for_group", "seek_deferral", "consult_bilaterally"):
        yield (at, move.option or table[at]), move.move not in AGAINST
    put = package.options if package is not None and move.move.startswith("accept_package") else move.package
    yield from ((place, True) for place in put.items())


def _is_text(issue: IssueSeen, advice: Advice) -> bool:
    return any(o.on_table and quoted(issue, o) == advice.values["option"] for o in issue.options)


def listened(case: str, seat: str, seed: int) -> Iterator[tuple[str, bool, Said]]:
    """Play with the coach's moves; tell of each hint its sentence and whether it turned, and what is said of that."""
    given, last, found = list[AskedHint](), dict[Place, bool](), list[tuple[str, bool, Said]]()

    class Listening(Coached):
        def act(self, view: SeatView) -> list[SeatMove]:
            for advice in fitting(view):
                if advice.move is None:
                    continue
                advised, text = dict(stands(view, advice)), sentence(advice, "move")
                is_turned = any(last.get(place, is_for) != is_for for place, is_for in advised.items())
                found.append((advice.key, is_turned, turned(view, text, given)))
                given.append(AskedHint(session=view.session, level="move", text=text))
                last.update(advised)
            return super().act(view)

    NegotiationModel(load_scenario(case), seed=seed, seats={seat: Listening}).run()
    yield from found


@pytest.mark.parametrize(
    ("case", "seat", "seed", "kinds"),
    [
        ("first_hour", "TAM", 1, {"time", "capital"}),
        ("first_hour", "TAM", 2, {"package"}),
        ("first_hour", "ALT", 3, {"bought"}),
        ("first_hour", "TAM", 7, {"better", "out_of_reach"}),
        ("first_hour", "SAB", 1, {"agreed", "time"}),
        ("ai_oversight", "VEN", 1, {"time"}),
    ],
)
def test_each_turn_and_nothing_else_says_what_has_changed(
    case: str, seat: str, seed: int, kinds: set[str]
) -> None:
    heard = list(listened(case, seat, seed))
    assert [key for key, is_turned, why in heard if is_turned != bool(why)] == []
    assert {why.key.rpartition(".")[2] for _, is_turned, why in heard if is_turned} >= kinds


def test_a_hint_that_turns_carries_its_reason_once() -> None:
    asked = list[tuple[Said, Said]]()

    class Asking(Coached):
        def act(self, view: SeatView) -> list[SeatMove]:
            advice = next((one for one in fitting(view) if one.key == "floor_hold"), None)
            if advice is not None and not asked:
                values = dict(sentence(advice, "move").values)
                before = AskedHint(
                    session=1, level="move", text=said("coach.say_best.move", **{**values, "issue": "x"})
                )
                first = hint(view, "move", given=[before], about=_matter(view, "floor_hold"))
                again = AskedHint(session=view.session, level="move", text=first.text)
                second = hint(view, "move", given=[before, again], about=_matter(view, "floor_hold"))
                asked.append((first.text, second.text))
            return super().act(view)

    NegotiationModel(load_scenario("ai_oversight"), seed=1, seats={"VEN": Asking}).run()
    first, second = asked[0]
    assert str(first).startswith(str(second))
    assert str(first) != str(second)
    assert "In session 1 the coach advised" in str(first)


def _matter(view: SeatView, key: str) -> str:
    return next(f"{one.key} {number}" for number, one in enumerate(fitting(view)) if one.key == key)


def test_time_is_no_reason_where_none_has_passed() -> None:
    view = view_of(LiveNegotiation("first_hour", seats=("LUM",)), "LUM")
    about = {"issue": "Start", "option": "at once"}
    before = AskedHint(session=view.session, level="move", text=said("coach.floor_hold.move", **about))
    now = said("coach.floor_enough.move", **about)
    assert turned(view, now, [before]).key == "coach.turned.other"
    earlier = replace(before, session=view.session - 1)
    assert turned(view, now, [earlier]).key == "coach.turned.time"


def test_a_question_gives_no_reason_for_a_turn() -> None:
    view = view_of(LiveNegotiation("first_hour", seats=("LUM",)), "LUM")
    asked = hint(view, "question")
    values = dict(next(part for part in asked.text.parts() if isinstance(part, Said)).values)
    before = AskedHint(session=1, level="move", text=said("coach.floor_hold.move", **values))
    assert turned(view, asked.text, [before])
    assert hint(view, "question", given=[before]).text == asked.text


def test_what_was_only_asked_was_not_advised() -> None:
    view = view_of(LiveNegotiation("first_hour", seats=("LUM",)), "LUM")
    about = {"issue": "Start", "option": "at once"}
    question = AskedHint(session=1, level="question", text=said("coach.floor_hold.question", **about))
    now = said("coach.floor_enough.move", **about)
    assert not turned(view, now, [question])
    assert turned(view, now, [replace(question, level="concept")])


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [("floor_hold", "floor_promised", "promised"), ("floor_last", "floor_hold", "other")],
)
def test_a_turn_says_what_holds(before: str, now: str, why: str) -> None:
    """Who has promised a wording reads of the promise; where nothing is agreed yet, nobody reads that something is."""
    view = view_of(LiveNegotiation("first_hour", seats=("LUM",)), "LUM")
    about = {"issue": "Start", "option": "at once"}
    given = AskedHint(session=1, level="move", text=said(f"coach.{before}.move", **about))
    assert not view.closed
    assert turned(view, said(f"coach.{now}.move", **about), [given]).key == f"coach.turned.{why}"


def test_no_move_is_advised_on_a_wording_that_was_passed_over() -> None:
    places = list[tuple[object, object, object]]()

    class Passing(Coached):
        def act(self, view: SeatView) -> list[SeatMove]:
            first = hint(view, "move").move
            if first is not None and first.option is not None:
                place = first.issue, first.option
                after = hint(view, "move", passed=[place]).move
                places.append((*place, None if after is None else (after.issue, after.option)))
            return super().act(view)

    NegotiationModel(load_scenario("first_hour"), seed=1, seats={"LUM": Passing}).run()
    assert places
    assert all((issue, option) != after for issue, option, after in places)
