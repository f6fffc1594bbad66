"""A talk is a question: the answer is the truth, never all of it, and less the less the other trusts the seat."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from benchmarks._bargaining import Counts
from benchmarks._bargaining import talks as count_talks
from benchmarks._talks import Asker, limits_told, limits_told_by_all
from simulation.abm import DelegationAgent, NegotiationModel
from simulation.live import IllegalMoveError, LiveLog, LiveNegotiation, SeatMove, SeatView, talks, view_of
from simulation.live.moves import LEVELS
from simulation.live.request import Answer, Priorities, Says, Told
from simulation.live.seat_sentences import declined, told_lines
from tests.kept_cases import SIX_SEATS
from tests.live.playing import finish_session, sit

TAM, LUM, NOR = 1, 2, 4


def with_trust(live: LiveNegotiation, trust: float) -> LiveNegotiation:
    """Let everybody trust everybody so far."""
    assert [live.live.row(key) for key in ("TAM", "LUM", "NOR")] == [TAM, LUM, NOR]
    live.live.room.state.trust = np.full_like(live.live.room.state.trust, trust)
    return live


def asked(live: LiveNegotiation, to: str, issue: str = "", option: str = "") -> Told | None:
    """Return what a delegation tells LUM."""
    move = SeatMove(seat="LUM", move="consult_bilaterally", to=to, issue=issue, option=option)
    return live.submit(move).told


def wordings(live: LiveNegotiation) -> Iterator[tuple[int, int, int]]:
    """Yield every wording that LUM can ask about, with the row of each that it can ask."""
    state = live.live
    for other in range(len(state.held)):
        for issue in np.flatnonzero(state.is_open).tolist() if other != LUM else ():
            for option in np.flatnonzero(state.room.state.written[0, issue]).tolist():
                yield other, issue, option


def answers(live: LiveNegotiation) -> Iterator[tuple[Answer, bool, bool]]:
    """Yield all answers on wordings that LUM could get, with whether each could be accepted and is red."""
    state = live.live
    for other, issue, option in wordings(live):
        for place in (option, -1):
            told = talks.ask(state, LUM, other, issue=issue, option=place)
            assert told is not None
            (answer,) = told.answers
            if answer.option:
                at = (0, other, issue, state.option(issue, answer.option))
                yield answer, bool(state.turn.could[at]), bool(state.room.state.is_red[at])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("trust", [0.3, 0.95])
def test_yes_is_only_said_of_what_could_be_accepted_that_day_and_never_of_what_is_red(
    level: str, trust: float
) -> None:
    live = sit(level)
    for _ in range(2):
        finish_session(live)
    found = list(answers(with_trust(live, trust)))
    yes = [(could, red) for answer, could, red in found if answer.says == "yes"]
    assert set(yes) == {(True, False)}
    assert {answer.says for answer, _, red in found if red} == {"no"}


def shares(trust: float = 0.5, level: str = "standard") -> dict[str, float]:
    """Return how often a talk about a wording ends how; `bluff` is a no to what could be accepted."""
    live = sit(level)
    for _ in range(5):
        finish_session(live)
    with_trust(live, trust)
    found = Counter[str]()
    for other, issue, option in wordings(live):
        told = talks.ask(live.live, LUM, other, issue=issue, option=option)
        assert told is not None
        says = told.answers[0].says
        could = live.live.turn.could[0, other, issue, option]
        found["bluff" if says == "no" and could else says] += 1
    return {kind: found[kind] / found.total() for kind in ("yes", "evades", "bluff")}


def test_who_trusts_less_evades_more() -> None:
    evades = [shares(trust)["evades"] for trust in (0.3, 0.6, 0.9)]
    assert all(more > less for more, less in pairwise(evades))


def test_the_harder_the_level_the_less_is_said() -> None:
    found = [shares(level=level) for level in LEVELS]
    assert all(easier["evades"] < harder["evades"] for easier, harder in pairwise(found))
    assert all(easier["yes"] > harder["yes"] for easier, harder in pairwise(found))
    assert found[0]["bluff"] == 0.0 < found[1]["bluff"] < found[2]["bluff"]


def test_who_lags_behind_the_clock_is_less_open_than_who_is_ahead_of_it() -> None:
    live = with_trust(sit(), 0.5).live
    live.room.state.punctual = np.full_like(live.room.state.punctual, 0.4)
    opened = []
    for released in (0.0, 0.4, 0.6):
        live.room.state.give = np.full_like(live.room.state.give, released)
        opened.append(talks.openness(live, LUM, TAM))
    assert opened == pytest.approx([0.3, 0.5, 0.6])


def test_the_more_it_trusts_the_more_it_says_of_what_matters_to_it() -> None:
    said = []
    for trust in (0.2, 0.4, 0.5, 0.7):
        told = asked(with_trust(sit(), trust), "NOR")
        said.append(None if told is None else (told.cares, told.spares))
    assert said == [
        None,
        (("mechanism", "participation"), ""),
        (("participation",), ""),
        (("participation",), "development"),
    ]


def test_to_whom_all_matters_alike_says_so_or_says_nothing() -> None:
    open_one, wary = (with_trust(sit(), trust) for trust in (0.5, 0.3))
    told, evaded = asked(open_one, "MON"), asked(wary, "MON")
    assert told is not None
    assert evaded is not None
    assert (told.alike, evaded.alike, evaded.cares) == (True, False, ())
    assert told_lines(view_of(wary, "LUM"), evaded) == [
        "Session 1: it would not say what matters most to it."
    ]


def named(trust: float) -> list[tuple[float, float]]:
    """Return how far what each names on each clause lies from its best, and from where LUM seems to stand."""
    live = sit()
    for _ in range(7):
        finish_session(live)
    state = with_trust(live, trust).live
    found = []
    for other, issue in sorted({(other, issue) for other, issue, _ in wordings(live)}):
        told = talks.ask(state, LUM, other, issue=issue)
        assert told is not None
        if told.accepts:
            option = state.option(issue, told.answers[0].option)
            place = state.room.setting.ladder.position[issue]
            can = state.turn.could[0, other, issue] & state.room.state.written[0, issue]
            best = int(np.where(can, state.room.state.gain[0, other, issue], -np.inf).argmax())
            seat = state.followed.places[-1, LUM, issue]
            found.append((abs(place[option] - place[best]), abs(place[option] - seat)))
    return found


def test_what_it_would_need_lies_near_its_best_and_nearer_to_the_asker_the_more_it_trusts() -> None:
    low, middle, high = (np.array(named(trust)).mean(axis=0) for trust in (0.25, 0.6, 1.0))
    assert low[0] < middle[0] < high[0]
    assert low[1] > middle[1] > high[1]


def test_nobody_hides_its_best_however_little_it_trusts() -> None:
    live = with_trust(sit("hard"), 0.25)
    gain, hope = live.live.room.state.gain[0], live.live.room.state.hope[0]
    told = [
        talks.ask(live.live, LUM, other, issue=issue, option=option)
        for other, issue, option in wordings(live)
        if gain[other, issue, option] >= hope[other, issue] and live.live.turn.could[0, other, issue, option]
    ]
    assert len(told) > 50
    assert {one.answers[0].says for one in told if one} == {"yes"}


def test_what_was_accepted_in_the_open_is_not_hidden_in_a_talk() -> None:
    live = sit("hard")
    for _ in range(7):
        finish_session(live)
    state = with_trust(live, 0.25).live
    said, gain, hope = state.followed.last_signals, state.room.state.gain[0], state.room.state.hope[0]
    told = [
        talks.ask(state, LUM, other, issue=issue, option=option)
        for other, issue, option in wordings(live)
        if 0 <= said[other, issue, option] <= 1 and state.turn.could[0, other, issue, option]
        if gain[other, issue, option] < hope[other, issue]
    ]
    assert len(told) > 10
    assert {one.answers[0].says for one in told if one} == {"yes"}


def test_the_same_question_has_the_same_answer_in_a_session_and_in_the_next_it_may_have_another() -> None:
    one, other = (sit() for _ in range(2))
    assert list(answers(one)) == list(answers(one)) == list(answers(other))
    drawn = [talks._drawn(one.live, LUM, TAM, (0, 0), session) for session in (1, 1, 2)]  # noqa: SLF001 - chance alone
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_fork_an_undo_and_a_resumed_game_keep_what_was_told() -> None:
    live = sit()
    asked(live, "TAM", "pace")
    known = dict(live.live.told)
    asked(live, "NOR")
    for kept in (live.fork(), LiveNegotiation.from_log(LiveLog.from_text(live.log.to_text()), live.case)):
        assert kept.live.told == live.live.told
    back = live.undo()
    assert back.live.told == known
    asked(back, "NOR", "pace")
    assert live.live.told[LUM, NOR] != back.live.told[LUM, NOR]


def test_a_recorded_talk_without_a_question_asks_what_matters_most() -> None:
    live = sit()
    asked(live, "NOR")
    entry = live.log.to_json()["entries"][0]
    assert entry == {"seat": "LUM", "move": "consult_bilaterally", "to": "NOR"}
    told = LiveNegotiation.from_log(live.log, live.case).live.told[LUM, NOR]
    assert told.cares == ("participation",)


@pytest.mark.parametrize(
    ("issue", "option", "says"),
    [
        (
            "",
            "equal_footing",
            "To ask about the wording “equal_footing”, name the clause that it belongs to.",
        ),
        ("moon", "", "No issue is called “moon”"),
        ("roles", "moon", "Roles of stakeholders has no wording “moon”"),
        ("venue", "existing", "Venue is agreed ad referendum"),
        ("roles", "equal_footing_tunis_35_37", "nowhere in the text yet"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_one_sentence_and_takes_no_time(
    issue: str, option: str, says: str
) -> None:
    live = sit()
    live.live.room.state.is_clean[0, live.live.issue("venue")] = True
    with pytest.raises(IllegalMoveError, match=says):
        asked(live, "TAM", issue, option)
    assert (live.log.entries, live.live.told, live.live.talks_left(LUM)) == ([], {}, 2)


def said(*spoken: tuple[str, Says, int], priorities: Priorities | None = None) -> Told:
    told = tuple(
        Answer(issue="pace", option=option, says=says, session=session) for option, says, session in spoken
    )
    return Told(by="TAM", answers=told, priorities=priorities)


def test_a_newer_answer_replaces_an_older_one_on_the_same_wording_and_an_evasive_one_replaces_none() -> None:
    first = said(("slow", "no", 1), ("fast", "yes", 1))
    told = said(("slow", "yes", 4)).after(said(("fast", "evades", 3)).after(first))
    assert told == said(("slow", "yes", 4), ("fast", "yes", 1))
    assert (told.accepts, told.refuses, told.session) == ({"pace": ("slow", "fast")}, {}, 4)


def test_a_vaguer_word_on_priorities_takes_nothing_away() -> None:
    clear = Priorities(cares=("pace",), spares="venue", session=1)
    vague, silent = Priorities(cares=("pace", "roles"), session=2), Priorities(session=3)
    other = Priorities(cares=("roles", "mechanism"), session=4)
    assert vague.after(clear) == replace(clear, session=2)
    assert silent.after(clear) == clear
    assert other.after(clear) == other


def test_visitors_and_members_of_a_group_tell_one_thing_each() -> None:
    live = sit()
    for _ in range(4):
        finish_session(live)
    before = dict(live.live.told)
    assert before
    assert all(told.priorities is not None for told in before.values())
    live.submit(SeatMove(seat="LUM", move="ask_for_group", issue="roles"))
    new = [told for pair, told in live.live.told.items() if told != before.get(pair)]
    assert new
    for told in new:
        last = [answer for answer in told.answers if answer.session == live.session]
        assert [answer.issue for answer in last] == ["roles"]


def test_a_visitor_that_has_said_what_matters_most_says_next_what_it_needs_there() -> None:
    live = sit().live
    first = talks.visit(live, LUM, NOR, session=1)
    second = talks.visit(live, LUM, NOR, session=2)
    assert first is not None
    assert (first.cares, first.answers) == (("participation",), ())
    assert second is not None
    assert [(answer.issue, answer.says) for answer in second.answers] == [("participation", "yes")]
    live.room.state.is_clean[0, live.issue("participation")] = True
    third = talks.visit(live, LUM, NOR, session=3)
    assert third is not None
    assert third.cares == ("mechanism",)


def test_a_seat_sees_who_would_not_answer_it_until_it_does() -> None:
    live, seen = with_trust(sit(), 0.2), list[tuple[int | None, str]]()
    for trust in (0.2, 0.5):
        asked(with_trust(live, trust), "NOR")
        other = next(one for one in view_of(live, "LUM").others if one.key == "NOR")
        seen.append((other.declined, declined(other)))
        finish_session(live)
    assert seen == [(1, "Session 1: it would not answer in a talk."), (None, "")]


def test_once_a_wording_is_named_nothing_is_left_of_its_not_naming_one() -> None:
    none = Told(by="TAM", answers=(Answer(issue="pace", option="", says="evades", session=1),))
    elsewhere = Told(by="TAM", answers=(Answer(issue="support", option="a", says="yes", session=2),))
    named_one = Told(by="TAM", answers=(Answer(issue="pace", option="slow", says="yes", session=3),))
    assert elsewhere.after(none).answers == (*none.answers, *elsewhere.answers)
    assert named_one.after(none).answers == named_one.answers


def test_a_bluff_is_found_out_once_the_wording_is_accepted() -> None:
    live = sit()
    view = view_of(live, "LUM")
    finish_session(live)
    accepted = next(
        move
        for move in view_of(live, "LUM").heard[0]
        if move.move == "support" and move.delegation != "LUM" and move.option
    )
    issue = next(issue for issue in view.issues if issue.key == accepted.issue)
    told = Told(
        by=accepted.delegation,
        answers=(Answer(issue=accepted.issue, option=accepted.option, says="no", session=1),),
    )
    assert issue.is_open
    assert told_lines(view, told)[0].endswith("(" + issue.name + ").")
    assert told_lines(view_of(live, "LUM"), told)[0].endswith(", and has accepted it since.")


def test_an_agent_asks_what_it_wants_to_know_and_reads_the_answer_next_time() -> None:
    class Reader(DelegationAgent):
        def act(self, view: SeatView) -> Iterable[SeatMove]:
            if view.session == 1 and view.phase == "talks":
                whom, issue = view.others[0].key, view.issues[0]
                yield SeatMove(seat=self.key, move="consult_bilaterally", to=whom, issue=issue.key)
            if view.session == 2 and view.phase == "talks":
                (answer,) = view.others[0].told.answers if view.others[0].told else ()
                self.known = answer
                yield SeatMove(
                    seat=self.key,
                    move="consult_bilaterally",
                    to=view.others[0].key,
                    issue=answer.issue,
                    option=answer.option,
                )

    model = NegotiationModel(SIX_SEATS, seed=3, seats={"SAB": Reader})
    for _ in range(2):
        model.step()
    (agent,) = model.agents_by_type[Reader]
    first, again = (made.reply for made in model.moves if made.move.move == "consult_bilaterally")
    assert first.told is not None
    assert first.told.answers == (agent.known,)
    assert again.told is not None
    assert (again.told.answers[0].option, again.told.answers[0].session) == (agent.known.option, 2)


def test_a_talk_that_names_both_sides_of_a_limit_is_counted_and_a_bluff_is_not() -> None:
    live = sit().live
    issue = live.issue("roles")
    lies = live.room.setting.ladder.position[issue]
    written = np.flatnonzero(live.room.state.written[0, issue])
    order = written[np.argsort(lies[written], kind="stable")].tolist()
    could = live.turn.could[0, TAM, issue]
    one, two = next(pair for pair in pairwise(order) if could[pair[0]] != could[pair[1]])
    yes, no = (one, two) if could[one] else (two, one)
    key = live.room.tableau.delegations[TAM]

    def told(*spoken: tuple[int, Says]) -> Told:
        return Told(
            by=key,
            answers=tuple(
                Answer(issue="roles", option=live.wording(issue, option).key, says=says, session=1)
                for option, says in spoken
            ),
        )

    assert limits_told(live, told((yes, "yes"), (no, "no"))) == 1
    assert limits_told(live, told((yes, "yes"), (no, "evades"))) == 0
    assert limits_told(live, told((yes, "yes"))) == 0
    live.turn.could[0, TAM, issue, no] = True
    assert limits_told(live, told((yes, "yes"), (no, "no"))) == 0
    live.turn.could[0, TAM, issue, no] = False
    live.told[LUM, TAM] = told((no, "no"), (yes, "yes"))
    assert limits_told_by_all(live, LUM, told((yes, "yes"))) == 1


def test_of_ten_talks_of_who_asks_as_sharply_as_it_can_not_one_gives_away_an_exact_limit() -> None:
    counts = Counts()
    for seat in ("SAB", "TAM", "ALT"):
        model = NegotiationModel(SIX_SEATS, seed=1, seats={seat: Asker}, skill="easy")
        while model.running:
            model.step()
            count_talks(counts, model, seat)
    alone, with_all = counts.shares.values()
    assert alone.of == with_all.of > 20
    assert alone.met <= with_all.met < 0.1 * with_all.of
