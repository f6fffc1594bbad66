"""Characters that act are refused wherever they come from, with their place; names that look alike are told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.editor.checking import check
from dashboard.frame.escaping import plain
from simulation.cli.terminal import plain as shown
from simulation.drawing.safe_text import clean
from simulation.errors import ScenarioError, StudyError
from simulation.live import IllegalMoveError, LiveLog, LiveLogError, LiveNegotiation, SeatMove
from simulation.scenario.characters import acting, called, is_blank, look_alikes
from simulation.scenario.interchange.importing import import_table
from simulation.scenario.load import find_problems
from simulation.scenario.pack import load_pack
from simulation.scenario.problems import Problems
from simulation.scenario.strict_yaml import parse_yaml
from simulation.study.study_file import load_study
from simulation.words import told_in
from tests.small_cases import case, delegation

type Write = Callable[[str, str | bytes], Path]

ACTING = (
    *("\x00", "\x07", "\x08", "\x0b", "\x1b", "\r", "\x7f", "\x85", "\x9b"),
    *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
    *("\u2028", "\u2029", "\ufeff", "\ufff9", "\U000e0041"),
)
MARKS = ("\u061c", "\u200e", "\u200f")
READ = (
    "ends of lines\nand\ttabs\r\n",
    "نمی\u200cخواهم",  # noqa: RUF001 - Persian, with a zero width non-joiner
    "क्\u200dष",  # Devanagari, with a zero width joiner
    "👩\u200d🔬 🏳\ufe0f 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # emoji, the flag of Scotland
    "עברית العربية",
    "\u200fמשרד (ITU)\u200f \u061c12% \u200eA",
    "Côte d’Ivoire – “no-break\u00a0space”, soft\u00adhyphen, ไทย\u200bไทย",
)


@pytest.mark.parametrize("character", ACTING)
def test_an_escaped_character_that_acts_is_told_at_its_text_with_its_name(character: str) -> None:
    problems = Problems()
    parse_yaml(f'a: 1\nb: ["x\\U{ord(character):08x}y"]\n', "x.yaml", problems)
    (found,) = problems.sorted()
    assert str(found).startswith(
        f"x.yaml:2:5: The text contains the control character U+{ord(character):04X} ("
    )
    assert found.message.endswith("Remove it.")


@pytest.mark.parametrize("text", READ)
def test_what_is_read_is_no_character_that_acts(text: str) -> None:
    assert acting(text) == ""


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_direction_is_read_in_a_text_and_refused_in_a_key(
    mark: str, write: Write, small_case: str
) -> None:
    named = small_case.replace("name: First", f'name: "\u05d0\u05d1 (ITU){mark}"')
    assert find_problems(write("case.yaml", named)) == []
    keyed = find_problems(write("keyed.yaml", f'{small_case}"se{mark}eds": 5\n'))
    line = small_case.count("\n") + 1
    assert any(one.line == line and f"control character U+{ord(mark):04X}" in one.message for one in keyed)
    of_delegation = find_problems(write("of.yaml", small_case.replace("key: AAA", f'key: "AA{mark}A"')))
    assert of_delegation


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_direction_is_shown_and_an_override_is_not(mark: str) -> None:
    assert clean(f"a{mark}\u202eb") == shown(f"a{mark}b") == plain(f"a{mark}b") == f"a{mark}b"
    assert shown("a\u202eb") == plain("a\u202eb") == "a\ufffdb"


@pytest.mark.parametrize("mark", MARKS)
def test_names_that_differ_by_a_mark_of_direction_look_alike(mark: str) -> None:
    assert [place for place, *_ in look_alikes([(1, "Alba"), (2, f"Alba{mark}")])] == [2]
    assert is_blank(mark)


def test_a_character_without_a_name_is_called_by_its_number() -> None:
    assert [called(one) for one in ("\x1b", "\x7f", "\x9b", "\ufffe")] == [
        "U+001B (ESC)",
        "U+007F (DEL)",
        "U+009B (CSI)",
        "U+FFFE",
    ]


def test_it_is_told_in_cases_keys_changes_studies_packs_and_tables(write: Write, small_case: str) -> None:
    name = 'name: "F\\u202erst"'
    found = find_problems(write("case.yaml", small_case.replace("name: First", name)))
    line = small_case[: small_case.index("name: First")].count("\n") + 1
    assert [str(one).partition(" (")[0] for one in found] == [
        f"{found[0].file}:{line}:11: The text contains the control character U+202E"
    ]
    keyed = find_problems(write("keyed.yaml", f'{small_case}"se\\u0007eds": 5\n'))
    assert any("The text contains the control character U+0007 (BEL)" in one.message for one in keyed)
    fine = write("fine.yaml", small_case)
    changed = find_problems(fine, overrides={"title": '"\\x1b[31m"'})
    assert [one.message.partition(" (")[0] for one in changed] == [
        "The text contains the control character U+001B"
    ]
    with pytest.raises(
        StudyError, match=r"study\.yaml:2:8: The text contains the control character U\+001B \(ESC\)"
    ):
        load_study(write("study.yaml", 'case: worked_clock\ntitle: "\\e[31m"\n'))
    write("fine.pack.yaml", 'pack: 1\nlanding_zone: "\\e[31m"\n')
    with pytest.raises(
        ScenarioError, match=r"fine\.pack\.yaml:2:15: The text contains the control character U\+001B \(ESC\)"
    ):
        load_pack(fine)
    write("d.csv", "key,name,kind\nDDD,Fo\u202eur,government\n")
    tabled = find_problems(write("tabled.yaml", f"{small_case}tables: {{delegations: d.csv}}\n"))
    assert [str(one).partition(" (")[0] for one in tabled if "control" in one.message] == [
        f"{tabled[0].file}:2:2: The text contains the control character U+202E"
    ]
    with pytest.raises(ScenarioError, match=r"t\.csv:2:2: The text contains the control character U\+2066 "):
        import_table(write("t.csv", "actor,issue,position,salience,capability\nA,to\u2066ll,.2,.5,1\n"))


def test_it_is_told_of_what_people_type_and_of_logs(small_case: str) -> None:
    live = LiveNegotiation(case([delegation("d0", 0.2), delegation("d1", 0.8)]), seed=1, seats=("d0",))
    with pytest.raises(IllegalMoveError, match=r"The text contains the control character U\+001B \(ESC\)"):
        live.submit(SeatMove(seat="d0", move="done", text="\x1b[31mEnough"))
    live.submit(SeatMove(seat="d0", move="done", text="Enough"))
    data = {key: value for key, value in live.log.to_json().items() if key != "seal"}
    data["entries"][0]["text"] = "\x1b[31m"
    with pytest.raises(LiveLogError, match="would act on a screen"):
        LiveLog.from_json(data)
    raw, _ = parse_yaml(small_case, "small.yaml", Problems())
    raw["delegations"][0]["name"] = "Fir\u202est"
    (placed,) = check(raw).problems
    assert "The text contains the control character U+202E (RIGHT-TO-LEFT OVERRIDE)" in placed.problem.message


ALIKE = (
    "\u0424irst",  # no: another letter to the eye
    "F\u0456rst",  # Cyrillic i
    "first",
    "Fir\u200bst",
    "\uff26irst",
    "First\u00a0",
)


@pytest.mark.parametrize(("place", "other"), list(enumerate(ALIKE)))
def test_names_that_a_reader_takes_for_one_are_told_with_both_lines(
    place: int, other: str, write: Write, small_case: str
) -> None:
    text = small_case.replace("name: Second", f'name: "{other}"')
    found = [one for one in find_problems(write("case.yaml", text)) if "looks like" in one.message]
    assert len(found) == (place > 0)
    lines = [
        line for line, text in enumerate(text.splitlines(), 1) if "name: First" in text or 'name: "' in text
    ]
    for one in found:
        assert one.line == lines[1]
        assert f"{other!a} looks like 'First' on line {lines[0]}, but is a different name: U+" in one.message


def test_short_names_options_and_groups_are_compared_too_but_not_the_names_of_one_delegation(
    write: Write, small_case: str
) -> None:
    text = small_case.replace("label: At the IGF", "label: at the  ITU")
    (found,) = find_problems(write("case.yaml", text))
    assert "'at the  ITU' looks like 'At the ITU'" in found.message
    text = small_case.replace("name: First", "name: First\n    short: FIRST")
    assert find_problems(write("case.yaml", text)) == []


def test_cases_that_differ_in_small_letters_only_are_alike_in_any_script() -> None:
    names = [(1, "Вова"), (2, "вова"), (3, "Новая"), (4, "Ηλιος")]
    assert [(here, there) for here, _, there, _ in look_alikes(names)] == [(2, 1)]


@pytest.mark.parametrize(
    ("other", "was"),
    [
        ("label: At the IGF", "label: At the ITU"),
        ("name: Second", "name: First"),
        ("name: Second", "name: Deuxième\n    short: First"),
    ],
)
def test_two_things_of_one_name_are_told_with_both_places(
    other: str, was: str, write: Write, small_case: str
) -> None:
    text = small_case.replace(other, was)
    (found,) = find_problems(write("case.yaml", text))
    name = was.rpartition(": ")[2]
    lines = text.splitlines()
    first, second = (number for number, line in enumerate(lines, 1) if name in line)
    assert (found.line, found.column) == (second, lines[second - 1].index(name) + 1)
    assert found.message.startswith(f"{name!r} is a name on line {first} too")


def test_two_issues_of_one_name_are_told(write: Write, small_case: str) -> None:
    names = re.findall(r"^    name: (.+)$", small_case[: small_case.index("delegations:")], re.MULTILINE)
    text = small_case.replace(f"    name: {names[1]}", f"    name: {names[0]}")
    (found,) = find_problems(write("case.yaml", text))
    assert f"{names[0]!r} is a name on line " in found.message


def test_two_things_of_one_name_in_a_translation_alone_are_told_there(write: Write, small_case: str) -> None:
    text = small_case.replace("name: First", "name: {en: First, fr: Nord}")
    text = text.replace("name: Second", "name: {en: Second, fr: Nord}")
    (found,) = find_problems(write("case.yaml", text))
    first, second = (number for number, line in enumerate(text.splitlines(), 1) if "Nord" in line)
    assert (found.line, found.column) == (second, text.splitlines()[second - 1].index("Nord") + 1)
    assert found.message.startswith(f"'Nord' is a name on line {first} too")
    with told_in("fr"):
        (found,) = find_problems(write("case.yaml", text))
    assert found.message.startswith(f"'Nord' est déjà un nom à la ligne {first}")


@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\u2800 \u00ad"])
def test_a_name_that_shows_nothing_is_told(name: str, write: Write, small_case: str) -> None:
    assert is_blank(name)
    text = small_case.replace("name: First", f'name: "{name}"')
    (found,) = find_problems(write("case.yaml", text))
    assert found.message.startswith(f"The name {name!a} shows nothing.")


def test_an_empty_name_is_told_once(write: Write, small_case: str) -> None:
    (found,) = find_problems(write("case.yaml", small_case.replace("name: First", 'name: ""')))
    assert "has 0 characters" in found.message


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Côte d'Ivoire", "Côte d’Ivoire"),
        ("Guinea-Bissau", "Guinea\u2011Bissau"),
        ("Iran", "lran"),
        ("\u0406ran", "lran"),
        ("\u0406ran", "iran"),
    ],
)
def test_names_look_alike_by_their_marks_and_by_a_stroke(name: str, other: str) -> None:
    assert [here for here, *_ in look_alikes(enumerate((name, other)))] == [1]


FLAGS = (
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
)


@pytest.mark.parametrize(
    "names", [("MALI", "MALL"), ("ILO", "LLO"), ("ili", "lli"), ("Cote", "Côte"), FLAGS], ids=ascii
)
def test_names_that_differ_to_the_eye_do_not_look_alike(names: tuple[str, str]) -> None:
    assert list(look_alikes(enumerate(names))) == []
