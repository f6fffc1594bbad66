"""What people in training read is plain: texts, papers, whole games on the terminal, and debriefings."""

from functools import cache

import pytest

from simulation.cli.seat.ending import print_end
from simulation.cli.seat.notebook import Notebook
from simulation.cli.seat.table import SeatAtTable
from simulation.engine.record import OUTCOME_CLASSES
from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation
from simulation.reasons import build_log, explain
from simulation.report.debrief import debrief_page
from simulation.report.pack import pack_pages
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.training.debrief import debriefing
from simulation.words import catalogue, say, told_in
from tests.extent import at_a_desk
from tests.plain_words import Kept, jargon_in, read
from tests.spoken_for import BY_LANGUAGE

TAUGHT = (
    *("coach", "score", "worth", "reach", "debrief", "live", "illegal", "told", "move", "phase", "public"),
    *(
        "private",
        "refused",
        "red",
        "outcome",
        "text",
        "draft",
        "papers",
        "groups",
        "reading",
    ),
)
"""First words of the keys of sentences that people in training read."""
PAGES = ("seat", "training", "start")
"""The same of the pages of the dashboard."""
GAMES = (
    pytest.param("first_hour", "SAB"),
    pytest.param("first_hour", "NOR", marks=pytest.mark.thorough),
    pytest.param("wtpf13_training", "LUM", marks=pytest.mark.thorough),
    pytest.param("ai_oversight", "TAV", marks=pytest.mark.thorough),
)
TYPED = (
    "talk ALT",
    "room",
    "me",
    "offers",
    "said",
    "text",
    "help",
    "hint",
    "hint",
    "hint",
    "capital",
    "done",
)


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("en", "It stands 0.68 of the axis away.", True),
        ("en", "It moved towards the text, 0.35 in session 2.", True),
        ("fr", "Le plus grand pas, 0,35 à la séance 2.", True),
        ("fr", "Confiance des autres, sur 1 : 0,35.", False),
        ("en", "A geometric mean of all gains: 33 points.", True),
        ("en", "21 points, 90% interval 83 to 106.", True),
        ("en", "An interval: chance alone would leave it there nine times in ten.", False),
        ("en", "You may go 24 % of the way.", True),
        ("en", "You may go 24% of the way.", False),
        ("fr", "Sur un axe de 0 à 1.", True),
        ("fr", "Un intervalle à 90\u00a0% : 83 à 106.", True),
        ("fr", "Vous pouvez faire 24\u00a0% du chemin.", False),
    ],
)
def test_what_is_banned_is_found_and_nothing_else(language: str, text: str, says: bool) -> None:  # noqa: FBT001
    assert bool(jargon_in(text, language)) is says


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_text_for_people_in_training_is_jargon(language: str) -> None:
    texts = catalogue(language)
    own = {key: text for key, text in texts.items() if key.partition(".")[0] in (*TAUGHT, *PAGES)}
    own |= {
        key: text
        for key, text in texts.items()
        if key.split(".")[:2] in [["class", one] for one in OUTCOME_CLASSES]
    }
    assert len(own) > 1000
    found = {key: jargon_in(text.replace("{", "").replace("}", ""), language) for key, text in own.items()}
    assert {key: told for key, told in found.items() if told} == {}


@cache
def played(case: str, seat: str, language: str = "en") -> tuple[LiveNegotiation, str]:
    """Return a game that was played to its end on the terminal, coach, take-backs and all, and what was shown."""
    with told_in(language):
        return _played(case, seat)


def _played(case: str, seat: str) -> tuple[LiveNegotiation, str]:
    page, live = Kept(), LiveNegotiation(case, seed=3, seats=(seat,))
    table = SeatAtTable(live, seat, page, Notebook(None, case, seat))
    table.begin(asks=False)
    table.take("say We are glad to be here.")
    table.take("undo")
    typed = 0
    while not table.is_over:
        line = TYPED[typed % len(TYPED)]
        typed += 1
        try:
            table.take(line)
        except DelegationSimError as error:
            page.write(str(error))
        if table.is_unsure:
            table.take("yes")
    print_end(page, table.live, seat)
    return table.live, page.text


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(("case", "seat"), GAMES)
def test_a_whole_game_on_the_terminal_is_told_in_plain_words(case: str, seat: str, language: str) -> None:
    _, shown = played(case, seat, language)
    with told_in(language):
        assert say("play.end.way") in shown
    assert jargon_in(shown, language) == []


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(
    ("case", "seat"), [("first_hour", "SAB"), ("wtpf13_training", "LUM"), ("ai_oversight", "TAV")]
)
def test_what_moved_the_others_is_told_in_plain_words(case: str, seat: str, language: str) -> None:
    log = build_log(LiveNegotiation(case, seed=3, seats=(seat,)).play_out())
    with told_in(language):
        lines = [
            str(line.text)
            for other in log.roster.names
            for session in (None, *range(1, log.roster.sessions + 1))
            for line in explain(log, other, session)
        ]
        assert any(say("number.percent", n=35) in line for line in lines)
    assert {line: told for line in lines if (told := jargon_in(line, language))} == {}


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(("case", "seat"), GAMES)
def test_what_a_debriefing_says_at_once_is_in_plain_words(case: str, seat: str, language: str) -> None:
    live, _ = played(case, seat, language)
    with told_in(language):
        first = next(iter(debriefing(live, seat)))
        assert jargon_in(read(debrief_page(first)), language) == []


@pytest.mark.thorough
@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(("case", "seat"), GAMES)
def test_a_whole_debriefing_is_in_plain_words(case: str, seat: str, language: str) -> None:
    live, _ = played(case, seat)
    with told_in(language):
        *_, whole = debriefing(live, seat, futures=10)
        assert whole.is_complete
        assert jargon_in(read(debrief_page(whole)), language) == []


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], ["first_hour", "wtpf13_training", "ai_oversight"]))
def test_the_papers_of_a_training_are_in_plain_words(case: str, language: str) -> None:
    scenario = load_scenario(case)
    with told_in(language):
        pages = pack_pages(scenario, load_pack(case, scenario=scenario))
    assert len(pages) > 15
    found = {name: jargon_in(read(page), language) for name, page in pages.items()}
    assert {name: told for name, told in found.items() if told} == {}
