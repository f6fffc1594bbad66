"""What somebody in a seat, a host or a trainer reads on a terminal is French where French was asked for.

Every word that is printed stands in a French sentence of the catalogue, in the case, or in what is typed; so a text
that was left in the code, or in English, is found by the first word that only English has.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from typer.testing import Result

from dashboard.command import class_page
from simulation.cli.languages import VARIABLE, language_of
from simulation.cli.seat.commands import COMMANDS
from simulation.live.moves import SeatMove
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage.live_log import load_log
from simulation.training.second import suggested
from simulation.words import catalogue, say, told_in
from tests.plain_words import Kept

type Invoke = Callable[..., Result]

FRENCH = ("--language", "fr")
FOLDER = resources.files("scenarios")
GAMES = [
    ("first_hour", "TAM"),
    pytest.param("wtpf13_training", "LUM", marks=pytest.mark.thorough),
    pytest.param("ai_oversight", "CLA", marks=pytest.mark.thorough),
]
TOKEN = re.compile(r"[^\W\d_]{2,}")
APART = ("problem.", "valid.", "advice.", "command.", "help.", "metavar.", "usage.")
"""Of a file or a line that is wrong, and of help: there stand keys in English."""
TYPED = {
    *(word for name in COMMANDS for word in name.split("-")),
    *("give", "get", "statement", "reservation", "end", "pass", "skip", "none", "outcome", "question"),
    *("concept", "move", "coach", "off", "resume", "out", "debrief", "profile", "after", "language"),
    *("delegation", "sim", "play", "report", "explain", "class", "fr", "Ctrl", "zzz"),
    *(word for name in (*OUTCOME_CLASSES, *shipped_scenarios()) for word in name.split("_")),
}
"""What is typed, and is told as such."""
STANDS = "signed objected dissociated abstained"


@cache
def french() -> frozenset[str]:
    """Return the words of the French catalogue."""
    told = (text for key, text in catalogue("fr").items() if not key.startswith(APART))
    return frozenset(
        word.casefold() for text in told for word in TOKEN.findall(re.sub(r"\{\w+\}", " ", text))
    )


@cache
def of_case(name: str) -> frozenset[str]:
    """Return the words of the files of a case and of its pack, in whatever languages they are written."""
    files = (FOLDER.joinpath(f"{name}.yaml"), FOLDER.joinpath(f"{name}.pack.yaml"))
    texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
    return frozenset(word.casefold() for text in texts for word in TOKEN.findall(re.sub(r"\\.", " ", text)))


def strange(text: str, case: str = "first_hour", *more: str) -> set[str]:
    """Return the words that are not French, not of the case, not typed and not written by the player."""
    known = french() | of_case(case) | {word.casefold() for word in TYPED}
    own = {word.casefold() for part in more for word in TOKEN.findall(part)}
    return {word for word in TOKEN.findall(text) if word.casefold() not in known | own}


def script(case: str, seat: str) -> Iterator[str]:
    """Yield what somebody types who tries everything."""
    scenario = load_scenario(case)
    first, second = (issue.key for issue in scenario.issues[:2])
    one, other = (option.key for option in scenario.issues[0].options[:2])
    (wording, *_) = (option.key for option in scenario.issues[1].options)
    them, too = [delegation.key for delegation in scenario.delegations if delegation.key != seat][:2]
    yield from ("help", "me", "2", "99", "", "skip")
    yield from ("help", "help talk", "help zzz", "text", "agenda", f"agenda {first}", "agenda zzz")
    yield from ("room", f"room {them}", "room zzz", "me", "offers", "said", "zzz", "s")
    yield from ("predict", f"predict {first} {one}", "predict outcome zzz")
    yield from ("hint question", "hint", "hint", "hint zzz")
    yield from (f"talk {them}", f"talk {too} {first}", f"talk {them}", "talk")
    yield from (f"propose {first} {other}", "oui", f"propose {second} {wording}", "non")
    yield from (f"trade {them} give {first} {other} get {second} {wording}", "oui", "trade zzz")
    yield from (f"package {first} {one}", f"bracket {first}", "oui", f"lift {first}", "oui")
    yield from (f"join {first} {one}", "oui", f"leave {first}", "oui", f"soften {first}", "perdu")
    yield from ("capital", "chair-text", f"defer {second}", "say Bonjour.", "recess", "non")
    yield from ("accept", "accept 7", "sign", "5", "support zzz", f"support {first} zzz", "undo", "save")
    yield from ("done", "", "help", "5", "oui", "done", "said 1", "offers", "hint move", "accept 1", "oui")
    yield from ("hand-over", "take-over", "hand-over", "", "hand-over end")


@pytest.mark.parametrize(("case", "seat"), GAMES)
def test_a_game_in_french_prints_no_word_that_is_not_french(typing: Invoke, case: str, seat: str) -> None:
    before, after = "4\n\nfaux\n3\n2\n1\n4\nMa remarque\n", "5\n" * 6 + "Bien\nMon principe\npeut-être\nnon\n"
    typed = before + "".join(f"{line}\n" for line in script(case, seat)) + after
    keeps = ("--survey", "--out", "run", "--debrief", "d.html", "--profile", "p.csv")
    done = typing(typed, case, "--seat", seat, *keeps, *FRENCH)
    assert done.exit_code == 0
    assert say_in_french("play.next") in done.stdout
    assert (
        strange(
            done.stdout,
            case,
            typed,
            "run html csv",
            str(Path.cwd()),
            suggested(case, seat).seat,
            *seen(done.stdout),
        )
        == set()
    )
    assert not re.search(r"(?m)^\s*[;:!?%»]", done.stdout)


def seen(text: str) -> list[str]:
    """Return the lines of commands that are printed to be typed."""
    return [line for line in text.splitlines() if "delegation-sim" in line or "-m simulation" in line]


def test_the_rule_of_the_room_is_named_in_french(typing: Invoke) -> None:
    told = " ".join(typing("quit\n", "ai_oversight", "--seat", "VEN", *FRENCH).stdout.split())
    assert "Forum Réunion sur un pied d’égalité, à la manière de NETmundial" in told
    assert "Décision Consensus approximatif. Adopté quand" in told


def say_in_french(key: str) -> str:
    with told_in("fr"):
        return say(key)


def test_words_that_only_english_has_are_found_where_they_are(typing: Invoke) -> None:
    typed = "".join(f"{line}\n" for line in script("first_hour", "TAM"))
    found = {word.casefold() for word in strange(typing(typed, "first_hour", "--seat", "TAM").stdout)}
    english = {"the", "you", "what", "worth", "brackets", "wordings", "offers", "session", "ended", "your"}
    # Without the words that the texts of the case have too.
    assert len(found - of_case("first_hour")) > 30
    assert found & english


def test_yes_and_no_are_understood_in_both_languages(typing: Invoke) -> None:
    asks = "propose pace into_operation\n"
    typed = f"skip\n{asks}non\n{asks}n\n{asks}no\n{asks}oui\nquit\n"
    told = typing(typed, "first_hour", "--seat", "TAM", *FRENCH).stdout
    assert told.count(say_in_french("play.not_made")) == 3
    moves = load_log(Path("runs/first_hour-TAM-1.live.json")).entries
    assert [move.move for move in moves if isinstance(move, SeatMove)] == ["propose_option"]


def test_what_is_to_be_typed_to_go_on_asks_for_the_same_language(
    typing: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = typing("skip\nquit\n", "first_hour", "--seat", "TAM", *FRENCH).stdout
    again = shlex.split(told.splitlines()[-1])
    assert language_of(again) == "fr"
    monkeypatch.setenv(VARIABLE, "fr")
    told = typing("skip\nquit\n", "first_hour", "--seat", "TAM").stdout
    assert "--language" not in told.splitlines()[-1]
    assert language_of(shlex.split(told.splitlines()[-1])) == "fr"


@pytest.mark.parametrize(
    "command",
    [
        ("show", "first_hour", "--trainer"),
        ("show", "first_hour", "--delegation", "TAM"),
        ("show", "first_hour", "--delegation", "TAM", "--confidential"),
        ("show", "first_hour", "--delegation", "ONA", "--confidential"),
        ("pack", "first_hour"),
        ("pack", "first_hour", "--for", "trainer"),
        ("outcome", "first_hour", "groups.yaml", "--form"),
        ("outcome", "first_hour", "groups.yaml", "-n", "0", "--group", "A", "--clause", "view_a=continue"),
    ],
    ids=" ".join,
)
def test_papers_seats_and_groups_are_told_in_french(command: tuple[str, ...], invoke: Invoke) -> None:
    done = invoke(*command, *FRENCH)
    assert done.exit_code == 0
    typed = " ".join(command) + " html yaml form index bridge builder hold linear obstructor reciprocal"
    assert strange(done.stdout, "first_hour", typed, *seen(done.stdout)) == set()


@pytest.mark.parametrize(
    "command",
    [
        ("class",),
        ("class", "--again", "first_hour"),
        ("class", "first_hour", "--network", "--address", "192.0.2.1"),
        ("class", "--again", "--rehearse", "4"),
        ("class", "--key", "x.key"),
        ("class", "--export", "made", "first_hour"),
        ("class", "--again", "--folder", "kept"),
        ("class", "--delete", "--folder", "kept"),
        ("play",),
        ("play", "first_hour"),
        ("play", "first_hour", "--seat", "ZZZ"),
        ("play", "first_hour", "--seat", "TAM", "--coach", "zzz"),
        ("play", "--after", "a.json", "--resume", "b.json"),
        ("play", "first_hour", "--seat", "TAM", "--profile", "kept/none/p.csv"),
        ("pack", "first_hour", "--for", "zzz"),
        ("outcome", "first_hour", "groups.yaml", "--clause", "view_a"),
        ("outcome", "first_hour", "groups.yaml", "--clause", "view_a=continue"),
    ],
    ids=" ".join,
)
def test_what_a_command_refuses_is_told_in_french(
    command: tuple[str, ...], invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    Path("kept").mkdir()
    done = invoke(*command, *FRENCH)
    assert done.exit_code in (1, 2)
    usual = [text for key, text in catalogue("fr").items() if key.startswith("usage.")]
    told = done.stderr.replace(str(Path.cwd()), "")
    known = (" ".join(command), *usual, "OPTIONS CASE FILE CLAUSE WORDING key", STANDS)
    assert strange(told, "first_hour", *known, *seen(told)) == set()


def test_a_class_is_told_in_french() -> None:
    place = class_page.Place(
        here="http://127.0.0.1:8600", outside="http://192.0.2.2:8600", others=("x:1", "y:1"), is_for_all=True
    )
    alone = class_page.Place(here="http://127.0.0.1:8600", outside="")
    plates = [class_page.Doorplate(title="Start", code=code, key_file=Path("k")) for code in ("ABCDEF", "")]
    page = Kept()
    with told_in("fr"):
        class_page.show_class(page, place, plates[0])
        class_page.show_kept(page, place, plates)
        class_page.show_kept(page, place, plates[:1])
        for where in (place, alone):
            class_page.show_reach(page, where, again="again")
    own = ("http class host join ABCDEF again Start",)
    assert strange(page.text, "first_hour", *own) == set()
