"""The coach's advice rests on one judgement, agrees with itself, and pays."""

from dataclasses import replace
from functools import cache
from itertools import chain, product

import pytest

from benchmarks._seats import Coached
from simulation import load_scenario
from simulation.abm import DelegationAgent, NegotiationModel
from simulation.delegates import Nothing
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.enough import is_dear, judge, least
from simulation.live.offers import Offer
from simulation.live.request import Answer, Priorities, Told
from simulation.live.seen import IssueSeen, OptionSeen, PackageSeen
from simulation.training.advice import Advice, carried, counted, on_table, to_ask, wording_of
from simulation.training.answering import on_floor, on_offers, on_package
from simulation.training.coach import fitting, sentence
from simulation.training.place import places_of
from simulation.training.worths import amount

FLOOR = {  # hint on the floor -> what is said, and on what ground of `enough.judge`
    "floor_red": ("object_formally", {"red"}),
    "floor_sponsor": ("object_formally", {"red"}),
    "floor_hold": ("object_formally", {"dear"}),
    "floor_better": ("object_formally", {"dear", "cheap", "whole", "last"}),
    "floor_cost": ("object_formally", {"dear", "cheap"}),
    "floor_sinks": ("object_formally", {"dear", "cheap"}),
    "floor_promised": ("can_live_with", {"promised"}),
    "floor_enough": ("can_live_with", {"dear"}),
    "floor_cheap": ("can_live_with", {"cheap"}),
    "floor_spare": ("can_live_with", {"cheap"}),
    "floor_whole": ("can_live_with", {"whole"}),
    "floor_last": ("can_live_with", {"last"}),
    "floor_best": ("support", {"dear", "cheap", "last"}),
}
ACCEPTS = ("support", "can_live_with", "lift_brackets")
REFUSES = ("object_formally", "request_brackets")
WORDS = ("propose_option", "cite_agreed_language", "join_coalition")


@cache
def course(case: str, seat: str, seed: int) -> list[tuple[SeatView, list[Advice]]]:
    """Return what a seat saw, phase by phase, with all that the coach advised on that view, and was done.

    All of it is legal, one after the other, or this fails.
    """
    live, seen = LiveNegotiation(case, seed=seed, seats=(seat,)), list[tuple[SeatView, list[Advice]]]()
    while live.phase != "over":
        view = view_of(live, seat)
        advised = list(fitting(view))
        seen.append((view, advised))
        for advice in advised:
            if advice.move is not None:
                live.submit(advice.move)
        request = view_of(live, seat).request
        if request is not None:
            made = [advice.move for advice in advised if advice.move is not None]
            again = [advice for advice in fitting(view_of(live, seat)) if advice.move in made]
            assert [advice.key for advice in again if view.phase in ("talks", "floor")] == []
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    return seen


def there(view: SeatView, place: tuple[str, str]) -> tuple[IssueSeen, OptionSeen]:
    """Return issue and option of a place that is open."""
    found = wording_of(view, place)
    assert found is not None
    return found


PLAYED = [
    ("first_hour", "LUM", 3),
    ("first_hour", "TAM", 2),
    ("wtpf13_training", "ALT", 1),
    ("ai_oversight", "VEN", 1),
]


@pytest.mark.parametrize("played", PLAYED, ids=str)
def test_on_the_floor_the_coach_says_what_is_enough_today_and_why(played: tuple[str, str, int]) -> None:
    on_the_floor = [(view, advised) for view, advised in course(*played) if view.phase == "floor"]
    assert on_the_floor
    for view, advised in on_the_floor:
        answered = {}
        for advice in advised:
            if advice.move is None or advice.move.move == "done":
                continue
            issue, option = there(view, (advice.move.issue, advice.move.option))
            judged = judge(view, issue, option)
            move, grounds = FLOOR[advice.key]
            accepts = move != "object_formally" or advice.key == "floor_better"
            assert (advice.move.move, judged.accepts) == (move, accepts)
            assert judged.ground in grounds
            answered[issue.key, option.key] = move
        assert view.request is not None
        assert set(answered) == set(view.request.asked)


@pytest.mark.parametrize("played", PLAYED, ids=str)
def test_all_hints_of_one_view_agree(played: tuple[str, str, int]) -> None:
    for view, advised in course(*played):
        moves = [advice.move for advice in advised if advice.move is not None]
        assert len({move.to or move.offer for move in moves if move.to or move.offer}) == len(
            [move for move in moves if move.to or move.offer]
        )
        for issue in view.issues:
            here = [move for move in moves if move.issue == issue.key]
            said = [move for move in here if move.move in (*ACCEPTS, *REFUSES)]
            if view.phase == "floor":
                assert len({move.option for move in said}) == len(said)
            else:
                assert len(said) <= 1
            given = [m.give[1] for m in moves if m.give is not None and m.give[0] == issue.key]
            assert len(given) + len(said) <= 1 or view.phase == "floor"
            assert sum(move.move in WORDS for move in here) <= 1
            if any(move.move == "seek_deferral" for move in here):
                assert len(here) == 1
        if any(move.move == "done" for move in moves) and view.phase in ("talks", "floor"):
            assert len(moves) == 1


def accepted(view: SeatView, advice: Advice) -> list[tuple[str, str]]:
    """Return the wordings that a move of the coach accepts, tables or promises."""
    move = advice.move
    if move is None or move.move in REFUSES:
        return []
    if move.move == "lift_brackets":
        issue = next(issue for issue in view.issues if issue.key == move.issue)
        return [(issue.key, on_table(issue).key)]
    if move.move == "consult_bilaterally":  # a question accepts nothing
        return []
    given = [] if move.give is None else [move.give]
    return [*given, *move.package.items(), *([(move.issue, move.option)] if move.option else [])]


@pytest.mark.parametrize("played", PLAYED, ids=str)
def test_all_that_the_coach_accepts_is_enough_and_crosses_no_red_line(played: tuple[str, str, int]) -> None:
    found = [
        (view, place)
        for view, advised in course(*played)
        for advice in advised
        for place in accepted(view, advice)
    ]
    assert len(found) > 20
    for view, place in found:
        issue, option = there(view, place)
        assert not option.is_red
        assert judge(view, issue, option).accepts


def test_late_the_coach_takes_what_is_better_than_no_document_and_says_so() -> None:
    late = [
        (view, advice.move)
        for view, advised in course("first_hour", "LUM", 3)
        for advice in advised
        if advice.key == "floor_last" and advice.move is not None
    ]
    assert late
    for view, move in late:
        assert not view.closed
        assert view.own.no_deal * len(view.issues) <= there(view, (move.issue, move.option))[1].gain
        early = {one.move.option: one for one in on_floor(replace(view, session=1)) if one.move is not None}
        assert early[move.option].move == replace(move, move="object_formally")
        assert early[move.option].key in ("floor_cost", "floor_hold")


def test_the_coach_sells_what_matters_little_before_it_is_given_away() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("ALT",))
    view = replace(view_of(live, "ALT"), offers=())
    dear, cheap = (next(one for one in view.issues if one.key == key) for key in ("mechanism", "support"))
    assert dear.salience > 1 > cheap.salience
    told = Told(
        by="SAB",
        answers=(Answer(issue="mechanism", option="host_dialogue", says="yes", session=1),),
        priorities=Priorities(cares=("support",), session=1),
    )
    others = tuple(replace(one, told=told) if one.key == "SAB" else one for one in view.others)
    offered = next(one.move for one in fitting(replace(view, others=others)) if one.key == "trade")
    assert offered is not None
    assert next(one for one in cheap.options if one.key == "p65_recalled").no_price == "anyway"
    assert (offered.to, offered.give, offered.get) == (
        "SAB",
        ("support", "training"),
        ("mechanism", "host_dialogue"),
    )
    said = replace(
        cheap,
        options=tuple(replace(option, said="can_live_with", no_price="given") for option in cheap.options),
    )
    given = tuple(said if issue.key == "support" else issue for issue in view.issues)
    gone = fitting(replace(view, others=others, issues=given))
    assert "trade" not in {advice.key for advice in gone}


def offered_to_alt(give_gain: float, get_gain: float) -> tuple[SeatView, Offer]:
    """Return what ALT sees with one offer, whose two wordings are worth so much to it."""
    view = view_of(LiveNegotiation("first_hour", seed=1, seats=("ALT",)), "ALT")
    places = {("support", "p65_recalled"): give_gain, ("mechanism", "host_dialogue"): get_gain}
    issues = tuple(
        replace(
            issue,
            options=tuple(
                replace(one, gain=places.get((issue.key, one.key), one.gain), is_red=False)
                for one in issue.options
            ),
        )
        for issue in view.issues
    )
    give, get = places
    offer = Offer(id="o", by="SAB", to="ALT", give=give, get=get, session=1)
    return replace(view, issues=issues, offers=(offer,)), offer


@pytest.mark.parametrize(
    ("give", "get", "key"),
    [(0.60, -0.15, "offer_hold"), (0.10, -0.15, "offer_dear"), (-0.10, 0.60, "offer_empty")],
)
def test_an_offer_is_refused_for_what_is_the_matter_with_it(give: float, get: float, key: str) -> None:
    view, offer = offered_to_alt(give, get)
    (advice,) = on_offers(view)
    assert advice.move == SeatMove(seat="ALT", move="refuse_trade", offer=offer.id)
    assert advice.key == key
    said = str(sentence(advice, "move"))
    assert ("compared with leaving the clause open" in said) == (give + get < 0 and get < 0)


def test_the_coach_says_for_sure_only_what_was_said_for_sure() -> None:
    said = []
    for cares in (("support",), ("support", "pace")):
        view = replace(view_of(LiveNegotiation("first_hour", seed=1, seats=("ALT",)), "ALT"), offers=())
        told = Told(
            by="SAB",
            answers=(Answer(issue="mechanism", option="host_dialogue", says="yes", session=1),),
            priorities=Priorities(cares=cares, session=1),
        )
        others = tuple(replace(one, told=told) if one.key == "SAB" else one for one in view.others)
        advice = next(one for one in fitting(replace(view, others=others)) if one.key.startswith("trade"))
        said.append(str(sentence(advice, "concept")).partition(";")[0])
    assert said == [
        "Sabora told you that Support matters most to it",
        "Sabora told you that one of two clauses matters most to it, and one of them is Support",
    ]


def test_the_coach_does_not_ask_again_at_once_whoever_would_not_answer() -> None:
    view = view_of(LiveNegotiation("first_hour", seed=1, seats=("SAB",)), "SAB")
    other, issue = replace(view.others[0], declined=2), view.issues[0]
    asked = [to_ask(replace(view, session=session), other, issue) for session in (3, 4, 5)]
    assert asked == [None, None, {}]


@pytest.mark.parametrize("played", PLAYED, ids=str)
def test_in_the_talks_the_coach_supports_what_the_seat_wants_most(played: tuple[str, str, int]) -> None:
    said = [
        (there(view, (advice.move.issue, advice.move.option)), advice.move.move)
        for view, advised in course(*played)
        for advice in advised
        if advice.move is not None and advice.key.startswith("say_")
    ]
    assert {move for _, move in said} == {"support", "can_live_with"}
    for (issue, option), move in said:
        assert (move == "support") == (option.key == issue.best.key and option.gain > 0)


def test_the_coach_asks_what_matters_first_then_for_its_own_wording_then_what_would_do() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    view = view_of(live, "SAB")
    issue, other = view.issues[0], view.others[0]
    best = carried(view, issue)
    assert best is not None
    said = Priorities(cares=(issue.key,), session=1)
    yes = Answer(issue=issue.key, option=best.key, says="yes", session=1)
    no, none = replace(yes, says="no"), replace(yes, option="", says="evades")
    wording, needs = {"issue": issue.key, "option": best.key}, {"issue": issue.key}

    def asked(*answers: Answer, priorities: Priorities | None = said, session: int = 1) -> object:
        told = Told(by=other.key, answers=answers, priorities=priorities)
        return to_ask(replace(view, session=session), replace(other, told=told, signals={}), issue)

    assert to_ask(view, replace(other, told=None), issue) == asked(yes, priorities=None) == {}
    assert asked() == asked(yes, session=5) == wording
    assert asked(no) == needs
    assert asked(yes) is asked(no, none) is None


def test_a_hint_that_goes_further_than_the_instructions_says_so() -> None:
    beyond = stricter = 0
    for view, advised in chain.from_iterable(course("first_hour", seat, 2) for seat in ("LUM", "SAB")):
        for advice in advised:
            if view.phase != "floor" or advice.move is None or not advice.move.option:
                continue
            _, option = there(view, (advice.move.issue, advice.move.option))
            passes = option.instructed in ("support", "can_live_with")
            accepts = advice.move.move in ACCEPTS
            expected = "" if passes == accepts or option.is_red else "beyond" if accepts else "stricter"
            assert advice.aside.removeprefix("coach.") == expected
            beyond, stricter = beyond + (expected == "beyond"), stricter + (expected == "stricter")
    assert beyond
    assert stricter


def test_whoever_follows_the_coach_fares_no_worse_than_who_does_nothing() -> None:
    case, seats = load_scenario("first_hour"), ("TAM", "ALT", "NOR")
    mean = dict[type[DelegationAgent], float]()
    for agent in (Nothing, Coached):
        ends = list[float]()
        for seat, seed in product(seats, (1, 2)):
            model = NegotiationModel(case, seed=seed, seats={seat: agent})
            place = places_of(model.run())[model.tableau.delegations.index(seat)].value
            assert place is not None
            ends.append(place)
        mean[agent] = sum(ends) / len(ends)
    assert mean[Coached] >= mean[Nothing]


def test_the_coach_counts_a_clause_as_the_document_does() -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",), seed=1)
    view = view_of(live, "SAB")
    told = [advice for advice in fitting(view) if advice.key == "say_best" and advice.move is not None]
    assert told
    for advice in told:
        issue = next(one for one in view.issues if one.key == advice.move.issue)  # type: ignore[union-attr] # there is one
        assert advice.values["gain"] == amount(issue.best.gain / len(view.issues))


def test_what_costs_less_than_a_point_is_told_so_and_not_as_none() -> None:
    view = view_of(LiveNegotiation(load_scenario("ai_oversight"), seed=1, seats=("TAV",)), "TAV")
    told = [str(counted(view, len(view.issues) * worth)) for worth in (0.0, 0.004, 0.1)]
    assert told == ["0 points", "less than a point", "10 points"]


def test_until_the_last_session_the_coach_refuses_a_package_that_is_less_than_enough_where_it_matters() -> (
    None
):
    view = view_of(LiveNegotiation("first_hour", seats=("TAM",)), "TAM")
    dear = max(view.issues, key=lambda issue: issue.salience)
    poor = next(
        option for option in dear.written if not option.is_red and 0 < option.gain < least(view, dear)
    )
    package = PackageSeen(by="", options={dear.key: poor.key}, gain=0.2, crosses=())
    early = replace(view, package=package)
    ((key, move, text),) = [(one.key, one.move, str(sentence(one, "concept"))) for one in on_package(early)]
    assert (key, move.move if move else "") == ("package_hold", "refuse_package")
    assert dear.name in text
    assert f"this one: {early.sessions - early.session})" in text
    (late,) = on_package(replace(early, session=early.sessions))
    assert late.move is not None
    assert late.move.move == "accept_package"


@pytest.mark.parametrize(("no_deal", "key"), [(-0.1, "package_less"), (0.2, "package_poor")])
def test_the_coach_says_of_a_package_worth_too_little_whether_what_is_agreed_or_no_document_is_worth_more(
    no_deal: float, key: str
) -> None:
    view = view_of(LiveNegotiation("first_hour", seats=("TAM",)), "TAM")
    package = PackageSeen(by="", options={}, gain=0.1, crosses=())
    own = replace(view.own, no_deal=no_deal, so_far=0.3)
    (advice,) = on_package(replace(view, package=package, own=own))
    assert (advice.key, advice.move.move if advice.move else "") == (key, "refuse_package")


@pytest.mark.parametrize("seat", ["TAM", "LUM"])
def test_before_the_floor_the_coach_has_a_seat_say_its_best_alone_where_a_clause_matters(seat: str) -> None:
    said = [
        (there(view, (advice.move.issue, advice.move.option)), advice.key)
        for view, advised in course("first_hour", seat, 1)
        for advice in advised
        if view.phase == "talks" and advice.move is not None and advice.key.startswith("say_")
    ]
    dear = {key for (issue, _), key in said if is_dear(issue)}
    assert dear == {"say_best"}
    assert {key for (issue, _), key in said if not is_dear(issue)} - {"say_best"}
