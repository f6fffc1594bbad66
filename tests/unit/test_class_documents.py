"""What a class leaves in files: complete, readable from the file alone, and safe whatever people call themselves."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from simulation import load_scenario
from simulation.classroom import actions
from simulation.classroom.debrief import Findings, findings_of
from simulation.classroom.debrief.found import Key
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.report.classroom import (
    ClassTold,
    class_files,
    class_fragment,
    gradebook_csv,
    rubric_csv,
    told_class,
    write_class,
)
from simulation.report.classroom.sheets import CRITERIA, LEVELS, _written, suggested
from simulation.training.rounds import MEASURES
from simulation.words import catalogue, told_in
from tests.class_played import PREDICTED, play_out
from tests.classes import meeting, url_in
from tests.spoken_for import BY_LANGUAGE

HOSTILE: Final = '=<b>"x"</b>\N{RIGHTWARDS ARROW}'


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Findings]:
    with meeting(url_in(tmp_path_factory.mktemp("class")), load_scenario("first_hour"), tables=2) as here:
        who = play_out(here, 2, opens=False)
        here.run(actions.Rename(person=who[0].caller.person, nickname=HOSTILE))
        for name, value in PREDICTED.items():
            here.act(who[0], actions.WriteDown(name=name, value=value))
        gathered = here.service.gathered(here.host, counts_moves=True)
        findings = findings_of(gathered, here.service.records(here.host))
        for piece in findings.pieces():
            if piece.key[0] != "seat" or piece.key[1] == who[0].table:
                findings.answers[piece.key] = piece.do()
        yield findings


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_gradebook_has_a_row_a_person_with_profile_moves_hints_and_survey(found: Findings) -> None:
    one, two = rows(gradebook_csv(found))
    labels = {name: catalogue("en")[f"rounds.{name}"] for name in MEASURES}
    assert set(labels.values()) <= set(one)
    assert one["nickname"] == f"'{HOSTILE}"
    assert {one["table"], two["table"]} == {"1", "2"}
    assert int(one["moves"]) > 0
    assert one[labels["place"]] != ""
    assert (one[labels["hints"]], one[labels["crossed"]].isdecimal()) == ("0", True)
    assert two[labels["place"]] == ""  # of that seat nothing is worked out here
    before = "before: {}".format(catalogue("en")["survey.item.ask"])
    assert (one[before], one[before.replace("before", "after")]) == ("2", "4")
    assert one[f"after: {catalogue('en')['survey.open']}"] == "'=Time"
    assert one["what they take away"] == "Ask first."


def test_a_session_of_which_an_agent_held_a_phase_was_not_sat_through(found: Findings) -> None:
    label = catalogue("en")["rounds.sat"]
    whole = int(rows(gradebook_csv(found))[0][label])
    first, *others = found.gathered.people
    held = replace(first, held=3, sessions_held=frozenset({1, 2}))
    gathered = replace(found.gathered, people=(held, *others))
    row = rows(gradebook_csv(replace(found, gathered=gathered)))[0]
    assert whole >= 2
    assert int(row[label]) == whole - 2


def test_a_gradebook_is_in_the_language_that_is_told_in(found: Findings) -> None:
    people = found.gathered.people
    left = replace(found, gathered=replace(found.gathered, people=(replace(people[0], is_removed=True),)))
    with told_in("fr"):
        (row,) = rows(gradebook_csv(left))
    assert (row["pseudonyme"], row["parti"]) == (f"'{HOSTILE}", "oui")


def test_no_cell_is_taken_for_a_formula(found: Findings) -> None:
    for text in (gradebook_csv(found), rubric_csv(found)):
        for row in csv.reader(io.StringIO(text)):
            assert not [cell for cell in row if re.match(r"[=+@\t\r]|-(?!\d)", cell)]


def test_no_cell_is_a_formula_where_semicolons_part_them() -> None:
    text = _written(["nickname"], iter([["a;=1+1"], ["b; -2"], ["c"], [1.5]]))
    assert text == '"nickname"\r\n"a;\'=1+1"\r\n"b; \'-2"\r\n"c"\r\n"1.5"\r\n'


def test_a_rubric_suggests_what_was_counted_and_leaves_the_rest_to_the_teacher(found: Findings) -> None:
    graded = [row for row in rows(rubric_csv(found)) if row["nickname"] == f"'{HOSTILE}"]
    assert len(graded) == len(CRITERIA)
    levels = {row["Criterion"]: row["Suggested level"] for row in graded}
    assert levels.pop(catalogue("en")["classdebrief.rubric.reflects"]) == ""
    assert set(levels.values()) <= {"1", "2", "3", "4"}
    assert {row["Level given"] for row in graded} == {""}


@pytest.mark.parametrize(
    ("key", "counted", "level"),
    [
        ("mandate", {"place": 75.0}, 4),
        ("mandate", {"place": 74.9}, 3),
        ("mandate", {"place": -3.0}, 1),
        ("red", {"crossed": 0.0}, 4),
        ("red", {"crossed": 3.0}, 1),
        ("value", {"left": 5.0}, 3),
        ("value", {"left": 15.1}, 1),
        ("trust", {"kept": 2.0, "broken": 0.0}, 4),
        ("trust", {"kept": 9.0, "broken": 1.0}, 2),
        ("trust", {"kept": 0.0, "broken": 0.0}, 3),
        ("work", {"tabled": 4.0, "talks": 2.0, "trades": 1.0, "coalitions": 1.0}, 4),
        ("work", {"tabled": 0.0, "talks": 0.0, "trades": 0.0, "coalitions": 0.0}, 1),
        ("foresight", {"predicted": 50.0}, 3),
        ("foresight", {}, None),
        ("reflects", {"place": 100.0}, None),
    ],
)
def test_levels_follow_their_bounds(key: str, counted: dict[str, float], level: int | None) -> None:
    criterion = next(one for one in CRITERIA if one.key == key)
    assert suggested(criterion, counted) == level
    assert level is None or level in LEVELS


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_file_needs_nothing_else_and_escapes_what_people_typed(
    found: Findings, language: str, tmp_path: Path
) -> None:
    with told_in(language):
        written = write_class(found, [{"number": 1, "kind": "Join"}], tmp_path / "made")
    names = [path.name for path in written]
    assert names[0] == "events.jsonl"
    assert {"class.html", "slides.html", "notes.html", "rubric.html", "gradebook.csv", "rubric.csv"} <= set(
        names
    )
    assert {"table-1.html", "table-2.html"} <= set(names)
    assert sum(name.startswith("person-") for name in names) == 1  # the other page is not worked out yet
    (own_page,) = (name for name in names if name.startswith("person-"))
    nicknames = [one.nickname for one in found.gathered.people]
    assert any(
        own_page.endswith(f"-{re.sub('[^a-z0-9]+', '-', one.lower()).strip('-')}.html") for one in nicknames
    )
    assert all(re.fullmatch(r"[a-z0-9-]+\.(html|csv|jsonl)", name) for name in names)
    assert (tmp_path / "made" / "events.jsonl").read_text("utf-8").count("\n") == 1
    for path in written:
        text = path.read_text("utf-8")
        assert '<b>"x' not in text or path.suffix == ".csv", path.name
        if path.suffix == ".html":
            assert f'<html lang="{language}"' in text
            assert not re.search(r"(?:src|href)=|https?://(?!www\.w3\.org/)", text), path.name
    own = next(path for path in written if path.name.startswith("person-")).read_text("utf-8")
    assert (
        catalogue(language)["debrief.page.turning"] in own
        or catalogue(language)["debrief.page.turning.none"] in own
    )
    assert catalogue(language)["debrief.page.not_yet"] not in own
    tables = [(tmp_path / "made" / f"table-{key}.html").read_text("utf-8") for key in ("1", "2")]
    assert sum("&lt;b&gt;" in text for text in tables) == 1


def test_what_is_not_worked_out_yet_is_said(found: Findings) -> None:
    bare = replace(found, answers={}, problems={})
    text = class_fragment(bare)
    assert catalogue("en")["classdebrief.later"] in text
    assert catalogue("en")["classdebrief.chart.waiting"] in text
    assert class_files(bare)["class.html"].make()
    assert "400 runs with agents in every seat (seed 1)" in class_fragment(found)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_move_is_called_idle_before_every_seat_was_looked_at(found: Findings, language: str) -> None:
    later, none = (catalogue(language)[f"classdebrief.{name}"] for name in ("later", "turning.none"))
    answers = {key: one for key, one in found.answers.items() if key[0] != "seat"}
    none_yet = replace(found, answers=answers, problems={})
    assert none_yet.outstanding == (
        *((one.key, seat) for one in found.gathered.tables for seat in one.seats),
    )
    seats: dict[Key, str] = {("seat", *key, "en"): "It could not be." for key in none_yet.outstanding}
    settled = replace(none_yet, problems=seats)
    with told_in(language):
        waiting, over = class_fragment(none_yet), class_fragment(settled)
        tables = [class_files(found)[f"table-{key}.html"].make() for key in ("1", "2")]
    assert (waiting.count(later), waiting.count(none)) == (1, 0)
    assert (over.count(later), over.count(none)) == (0, 1)
    assert sorted(str(text).count(later) for text in tables) == [0, 1]  # of one table the seat is looked at


def test_what_became_of_the_document_as_a_whole_counts_as_a_prediction(found: Findings) -> None:
    ended = {one.table: one.outcome_class for one in found.ended}
    clauses = {"pace": "into_operation"}

    def told(*predictions: tuple[str, dict[str, object]]) -> ClassTold:
        written = tuple((table, {"prediction": one}) for table, one in predictions)
        return told_class(replace(found, gathered=replace(found.gathered, predictions=written)))

    other = next(key for key in OUTCOME_CLASSES if key != ended["1"])
    for said, hits in ((ended["1"], 1), (other, 0)):
        class_ = told(("1", {"outcome_class": said}))
        assert f": {hits} of 1 expectations came true" in class_.predicted
        row = class_.expected[-1]
        assert (row.issue, row.expected) == (
            "The document as a whole",
            f"{catalogue('en')[f'class.{said}']} (1 of 1)",
        )
        assert row.came == tuple(catalogue("en")[f"class.{one}"] for one in ended.values())
        assert row.issue in class_fragment(found)
    both = told(("1", {"outcome_class": ended["1"], "options": clauses}))
    assert " of 2 expectations" in both.predicted
    assert [one.expected for one in both.expected[1:-1]] == ["nobody said"] * (len(both.expected) - 2)


def test_nothing_to_check_is_no_count(found: Findings) -> None:
    elsewhere = (("9", {"prediction": {"outcome_class": "partial"}}),)
    text = told_class(replace(found, gathered=replace(found.gathered, predictions=elsewhere))).predicted
    assert text == catalogue("en")["classdebrief.predicted.unchecked.one"]
    assert (
        told_class(replace(found, gathered=replace(found.gathered, predictions=()))).predicted
        == (catalogue("en")["classdebrief.predicted.none"])
    )


def test_people_who_only_read_the_page_of_the_class_see_no_nickname(found: Findings) -> None:
    assert "&lt;b&gt;" not in class_fragment(found)
