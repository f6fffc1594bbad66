"""A document better than none is not praised where the one thing that the seat came for ended without agreement."""

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.reasons import build_log
from simulation.reasons.record_reading import final_document
from simulation.state.falling import let_fall
from simulation.training.course_of_play import course_of
from simulation.training.frontier import Stakes, documents
from simulation.training.mandate import MainAim, Mandate, mandate_of
from simulation.training.score import score_of
from simulation.words import told_in
from tests.extent import WHOLE
from tests.hanging_cases import hanging_case


def mandate(live: LiveNegotiation, seat: str) -> Mandate:
    course = course_of(live)
    stakes = Stakes.at_the_end(course.record)
    return mandate_of(course, course.row(seat), stakes, documents(stakes))


def test_the_issue_that_matters_most_is_named_with_how_it_ended() -> None:
    seen = set()
    for seed in range(1, 10):
        live = LiveNegotiation(hanging_case(), seed=seed)
        live.play_out()
        ended = let_fall(live.case, live.record.outcome.option)
        for row, seat in enumerate(live.record.tableau.delegations):
            found = mandate(live, seat)
            if found.main is None or found.verdict != "gained":
                continue
            salience = live.live.room.state.salience[0, row]
            issue = live.case.issues[int(salience.argmax())]
            end = int(ended[int(salience.argmax())])
            assert (found.main.issue, found.main.option) == (
                issue.name,
                issue.options[end].label if end >= 0 else "",
            )
            assert found.main.sentence in found.sentences
            assert found.main.fell_with == final_document(live.record).fallen.get(issue.key, "")
            assert found.main.fell_with in str(found.main.sentence)
            seen.add("agreed" if end >= 0 else "fell" if found.main.fell_with else "open")
        if not WHOLE and {"agreed", "fell"} <= seen:
            break
    assert {"agreed", "fell"} <= seen


def test_who_holds_the_brackets_at_the_end_is_named_and_the_seat_is_spoken_to() -> None:
    live = LiveNegotiation("first_hour", seed=7, seats=("SAB",))
    held = ""
    while live.phase != "over":
        legal = live.pending[0].legal if live.pending else ()
        if "request_brackets" in legal and not held:
            live.submit(SeatMove(seat="SAB", move="request_brackets", issue="support"))
            held = "support"
        for issue, option in live.pending[0].asked if live.pending else ():
            if issue == "support":
                live.submit(SeatMove(seat="SAB", move="object_formally", issue=issue, option=option))
        if live.pending:
            if "refuse_package" in live.pending[0].legal:
                live.submit(SeatMove(seat="SAB", move="refuse_package"))
            live.submit(SeatMove(seat="SAB", move="done"))
        else:
            live.advance()
    found = mandate(live, "SAB").main
    assert found is not None
    assert found.option == ""
    assert "" in found.holders
    with told_in("fr"):
        assert "vous" in str(found.sentence).partition("maintenus jusqu’à la fin par")[2]
        assert "you" not in str(found.sentence)
    assert f"But {found.issue}, which matters most to you, ended without agreement; brackets held" in str(
        found.sentence
    )


def test_the_sentence_stands_in_both_languages_and_without_brackets_too() -> None:
    assert str(MainAim(issue="Support", option="", holders=("", "Altamere")).sentence).endswith(
        "brackets held at the end by you and Altamere."
    )
    assert str(MainAim(issue="Support", option="", holders=()).sentence).endswith("ended without agreement.")
    with told_in("fr"):
        assert "sur «\u00a0Dix\u00a0»" in str(MainAim(issue="Appui", option="Dix", holders=()).sentence)


def test_trades_that_were_accepted_count_and_brackets_of_the_instructions_are_told_as_such() -> None:
    for seed in range(1, 12):
        live, accepted = LiveNegotiation("first_hour", seed=seed, seats=("NOR",)), 0
        while live.phase != "over":
            for offer in view_of(live, "NOR").offers if live.phase == "talks" and not accepted else ():
                live.submit(SeatMove(seat="NOR", move="accept_trade", offer=offer.id))
                accepted += 1
            if live.pending:
                live.submit(SeatMove(seat="NOR", move="done"))
            else:
                live.advance()
        if accepted:
            break
    assert accepted
    course = course_of(live)
    process = score_of(course, "NOR", build_log(course.record)).process
    assert (process.trades_accepted, process.trades_offered) == (accepted, 0)
    assert process.on_instructions == process.brackets_put + process.brackets_lifted > 0
    assert f"accepted from others: {accepted};" in " ".join(map(str, process.sentences))
    assert "Your instructions decided" in " ".join(map(str, process.sentences))


def test_the_result_and_the_debriefing_tell_one_range_in_the_whole_points_of_the_sheet() -> None:
    live = LiveNegotiation("ai_oversight", seed=1, seats=("TAV",))
    live.submit(SeatMove(seat="TAV", move="hand_over"))
    live.play_out()
    course = course_of(live)
    of_the_result, of_the_profile = (
        mandate(live, "TAV"),
        score_of(course, "TAV", build_log(course.record)).mandate,
    )
    assert list(map(str, of_the_result.sentences)) == list(map(str, of_the_profile.sentences))
    whole = (of_the_result.worst, of_the_result.best, of_the_result.no_deal)
    assert all(end is not None and abs(100 * end - round(100 * end)) < 1e-6 for end in whole)
