"""The drawings of the projector: nothing covers anything, each mark means something, and the text is all there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.classroom.projector.projected_room import HIGH_BRAID, LOW_BRAID
from dashboard.classroom.projector.text_parts import in_parts
from dashboard.classroom.room_drawing import Picture, Size, draw_braid_so_far, draw_map, draw_strip
from dashboard.classroom.room_drawing.map_stacks import placed
from dashboard.classroom.room_drawing.text_places import BOLD, Box, Paper, width_of
from dashboard.classroom.table_text import ClauseShown, WordingShown
from dashboard.frame.language import words_in
from simulation import load_scenario
from simulation.classroom import actions
from simulation.classroom.so_far import SoFar
from simulation.drawing.geometry import SLACK, outlines_meet
from simulation.scenario.archetypes import recast
from simulation.words import Said
from tests.classes import meeting, url_in
from tests.classroom_play import to_session
from tests.spoken_for import BY_LANGUAGE

CASE = Path("scenarios/wtpf13_training.yaml")
SIZES = [Size(width=480, height=372), Size(width=358, height=330, is_narrow=True)]
WORDS = words_in("en")
NUMBER = r"-?\d+(?:\.\d)?"
LABEL = rf'<text x="({NUMBER})" y="({NUMBER})" text-anchor="(\w+)" class="label( strong)?">([^<]+)<'


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[SoFar]]:
    """The opening and the first sessions of a table of agents with one person who is silent."""
    with meeting(url_in(tmp_path_factory.mktemp("class")), load_scenario(CASE)) as here:
        here.join()
        found = [here.service.so_far(here.room)]
        here.run(actions.Start())
        for session in range(2, 7):
            to_session(here, session)
            found.append(here.service.so_far(here.room))
        yield found


@pytest.fixture(scope="module")
def first_hour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[SoFar]]:
    """The opening and three sessions of a small table."""
    with meeting(url_in(tmp_path_factory.mktemp("small")), load_scenario("first_hour")) as here:
        here.join()
        found = [here.service.so_far(here.room)]
        here.run(actions.Start())
        for session in range(2, 5):
            to_session(here, session)
            found.append(here.service.so_far(here.room))
        yield found


def picture(so_far: SoFar) -> Picture:
    return Picture(so_far=so_far, words=WORDS, sessions=12)


@pytest.mark.parametrize("size", SIZES)
def test_a_map_has_a_mark_for_each_delegation_and_brackets_round_who_holds_one(
    rooms: list[SoFar], size: Size
) -> None:
    assert any(so_far.holds[-1].any() for so_far in rooms)
    for so_far in rooms:
        drawn = draw_map("map", picture(so_far), size)
        marks = re.findall(rf"translate\(({NUMBER}) ({NUMBER})\)", drawn)
        stacked = [int(n) for n in re.findall(r'halo">(\d+)</text></g>', drawn)]
        assert len(marks) + sum(stacked) == len(so_far.seats)
        assert len(stacked) == drawn.count('class="stack"')
        assert all(0 <= float(x) <= size.width and 0 <= float(y) <= size.height for x, y in marks)
        assert 0 <= int((so_far.holds[-1] > 0).sum()) - drawn.count('class="brackets"') <= sum(stacked)
        groups = np.unique(so_far.history.label[-1]) if so_far.held else np.zeros(0)
        hulls, brackets = (drawn.count(f'class="{look}"') for look in ("hull", "span"))
        assert hulls + brackets == int((groups >= 0).sum())


@pytest.mark.parametrize("size", SIZES)
def test_no_mark_is_far_from_its_place_and_no_hull_covers_another(rooms: list[SoFar], size: Size) -> None:
    for so_far in rooms:
        seen = picture(so_far)
        wish = np.array([size.width, size.height]) * np.stack([seen.main[-1], seen.second[0][-1]], axis=-1)
        slack = np.array([size.width, size.height]) * SLACK
        place, stacks = placed(seen, wish, np.full(len(wish), 9.0), slack)
        assert (np.abs(place - wish) <= slack + 1e-9).all()
        assert all(row in members for row, members in stacks.items())
        drawn = draw_map("map", seen, size)
        hulls = [
            np.array(re.findall(rf"({NUMBER}),({NUMBER})", path), dtype=float)
            for path in re.findall(r'<path d="([^"]+)" class="hull', drawn)
        ]
        assert not [pair for pair in combinations(hulls, 2) if outlines_meet(*pair)]


def test_who_changed_sides_has_a_ring_and_is_named_in_bold(rooms: list[SoFar]) -> None:
    seen = 0
    for so_far in rooms[2:]:
        label = so_far.history.label
        changed = (label[-2] >= 0) & (label[-2] != label[-1])
        drawn = draw_map("map", picture(so_far), SIZES[0])
        assert drawn.count('class="ring"') <= int(changed.sum())
        assert int(changed.sum()) == 0 or 'class="ring"' in drawn or 'class="stack"' in drawn
        assert drawn.count('class="label strong"') <= int(changed.sum())
        seen += int(changed.sum())
    assert seen > 0, "somebody changed sides in this play"


def test_marks_do_not_touch_each_other(rooms: list[SoFar]) -> None:
    for so_far in rooms:
        drawn = draw_map("map", picture(so_far), SIZES[0])
        places = np.array(re.findall(rf"translate\(({NUMBER}) ({NUMBER})\)", drawn), dtype=float)
        apart = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
        assert apart[np.triu_indices(len(places), 1)].min() > 8


def test_names_cover_neither_each_other_nor_marks(rooms: list[SoFar]) -> None:
    for so_far in rooms:
        drawn = draw_map("map", picture(so_far), SIZES[0])
        boxes = list(names_in(drawn))
        assert len(boxes) >= 2
        assert not [pair for pair in combinations(boxes, 2) if meets(*pair)]


def names_in(drawn: str) -> Iterator[Box]:
    for x, y, anchor, strong, words in re.findall(LABEL, drawn):
        wide = width_of(words, 12.0, bold=bool(strong))
        left = float(x) - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        yield (left, float(y) - 9.6, left + wide, float(y) + 3)


def meets(one: Box, other: Box) -> bool:
    slack = 0.2  # places are written with one decimal
    return (
        one[0] + slack < other[2]
        and other[0] + slack < one[2]
        and one[1] + slack < other[3]
        and other[1] + slack < one[3]
    )


@given(marks=st.lists(st.tuples(st.integers(20, 380), st.integers(20, 280)), min_size=1, max_size=30))
def test_no_label_covers_what_was_there(marks: list[tuple[int, int]]) -> None:
    paper = Paper(inside=(0.0, 0.0, 400.0, 300.0))
    boxes: list[Box] = [(x - 8.0, y - 8.0, x + 8.0, y + 8.0) for x, y in marks]
    for box in boxes:
        paper.take(box)
    for box in boxes:
        before = list(paper.taken)
        if paper.beside(box, "Delegation", 12.0) is None:
            continue
        left, top, right, bottom = label = paper.taken[-1]
        assert min(left, top) >= 0
        assert right <= 400
        assert bottom <= 300
        assert not any(meets(label, other) for other in before if other is not box)


def test_at_the_end_of_a_short_class_groups_are_named_in_full(first_hour: list[SoFar]) -> None:
    so_far = first_hour[-1]
    seen = Picture(so_far=so_far, words=WORDS, sessions=so_far.held)
    assert seen.groups
    assert "…" not in draw_braid_so_far("short", seen, SIZES[0])


def test_the_braid_keeps_room_for_what_is_to_come_and_marks_where_it_stands(rooms: list[SoFar]) -> None:
    assert draw_braid_so_far("braid", picture(rooms[0]), SIZES[0]) == ""
    for held, so_far in enumerate(rooms[1:], start=1):
        drawn = draw_braid_so_far("braid", picture(so_far), SIZES[0])
        at = 112 + held / 12 * (480 - 112 - 132)
        found = re.search(rf'<line x1="({NUMBER})"[^>]*class="playhead"', drawn)
        assert found
        assert float(found[1]) == pytest.approx(at, abs=0.06)
        assert drawn.count('class="grid"') == 13
        assert f">{held}</text>" in drawn
        assert str(so_far.sentences[-1].alt) in drawn.replace("&#39;", "'")


@pytest.mark.parametrize("sessions", [1, 5, 12])
def test_the_name_of_a_coalition_fits_beside_the_braid_with_how_many_its_members_are(
    rooms: list[SoFar], sessions: int
) -> None:
    seen = 0
    for so_far in rooms[1:]:
        shown = replace(picture(so_far), sessions=sessions)
        drawn = draw_braid_so_far("braid", shown, SIZES[0])
        names = re.findall(rf'<text x="({NUMBER})" y="{NUMBER}" class="name"[^>]*>([^<]+)<', drawn)
        assert names
        for x, words in names:
            assert float(x) + len(words) * 13 * BOLD <= SIZES[0].width
        text = "".join(words for _, words in names)
        for number, _, rows in shown.groups:
            letter = so_far.history.coalitions[number].letter
            if f"{letter}:" in text:
                assert re.search(rf"{letter}:.*?\N{{NO-BREAK SPACE}}{len(rows)}(\D|$)", text), text
                seen += 1
    assert seen


@pytest.mark.parametrize("size", SIZES)
def test_the_seat_of_whoever_looks_is_named_whole_and_inside_whatever_else_there_is(
    rooms: list[SoFar], first_hour: list[SoFar], size: Size
) -> None:
    for so_far in (rooms[0], rooms[-1], *first_hour):
        for seat in so_far.seats:
            drawn = draw_map("map", picture(so_far), size, seat.key)
            (own,) = [
                found for found in re.findall(LABEL, drawn) if found[-1] == escape(f"{seat.short} (you)")
            ]
            x, _, anchor, strong, words = own
            wide = width_of(words, 12.0, bold=True)
            left = float(x) - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            assert (strong, left >= 0, left + wide <= size.width) == (" strong", True, True)
            assert drawn.count("(you)") == 1


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_both_poles_are_named_whole_on_a_phone(first_hour: list[SoFar], language: str) -> None:
    words = words_in(language)
    shown = Picture(so_far=first_hour[0], words=words, sessions=6)
    poles = re.findall(r'class="pole">([^<]+)<', draw_map("map", shown, SIZES[1]))
    assert {f"← {shown.ends.low}", f"{shown.ends.high} →"} <= set(poles)


def test_on_a_phone_wordings_at_their_lines_stay_clear_of_marks(
    rooms: list[SoFar], first_hour: list[SoFar]
) -> None:
    pattern = rf'<text x="({NUMBER})" y="({NUMBER})" text-anchor="start" class="tick halo">([^<]+)<'
    crossed, every = 0, 0
    for so_far in (*rooms, *first_hour):
        drawn = draw_map("map", picture(so_far), SIZES[1])
        places = np.array(re.findall(rf"translate\(({NUMBER}) ({NUMBER})\)", drawn), dtype=float)
        for x, y, words in re.findall(pattern, drawn):
            left, right = float(x), float(x) + width_of(words, 12.0)
            inside = (places[:, 0] > left - 4) & (places[:, 0] < right + 4)
            crossed += bool((inside & (np.abs(places[:, 1] - float(y) + 4) < 10)).any())
            every += 1
    assert every >= len(rooms)
    assert crossed == 0


def test_a_strip_counts_the_brackets_of_each_session(rooms: list[SoFar]) -> None:
    assert draw_strip("strip", picture(rooms[0]), SIZES[1]) == ""
    drawn = draw_strip("strip", picture(rooms[-1]), Size(width=300, height=72, is_narrow=True))
    numbers = [int(n) for n in re.findall(r'class="tick">(\d+)<', drawn)]
    assert numbers == list(rooms[-1].brackets[1:])


def clause(number: int, length: int, wordings: int, *, is_open: bool) -> ClauseShown:
    return ClauseShown(
        label=f"noting {number})",
        title="A clause",
        status="in brackets",
        is_open=is_open,
        is_bracketed=is_open,
        wordings=tuple(
            WordingShown(text="x" * length, holders=(), more=0, is_bracketed=is_open) for _ in range(wordings)
        ),
        owners=(),
        more=0,
    )


CLAUSES = st.lists(
    st.tuples(st.integers(0, 600), st.integers(0, 4), st.booleans()), min_size=1, max_size=25
).map(
    lambda rows: [clause(n, length, many, is_open=is_open) for n, (length, many, is_open) in enumerate(rows)]
)


@given(clauses=CLAUSES, messages=st.integers(0, 2))
def test_a_text_is_all_there_in_its_order_and_what_is_open_has_its_words(
    clauses: list[ClauseShown], messages: int
) -> None:
    found = in_parts(clauses, messages=messages)
    shown = [one for part in found.parts for column in part for one in column]
    assert [one.label for one in shown] == [one.label for one in clauses]
    for one, given_as in zip(shown, clauses, strict=True):
        assert one.wordings == given_as.wordings or not (given_as.is_open or one.wordings)
    assert all(part[0] for part in found.parts)


def test_a_short_text_is_large_and_a_long_one_in_parts() -> None:
    few = [clause(n, 80, 1, is_open=True) for n in range(4)]
    many = [clause(n, 400, 4, is_open=True) for n in range(10)]
    assert in_parts(few).scale == "large"
    assert len(in_parts(few).parts) == 1
    assert in_parts(many).scale == "small"
    assert len(in_parts(many).parts) >= 4
    settled = [clause(n, 400, 1, is_open=False) for n in range(20)]
    assert len(in_parts(settled).parts) > 1
    with_one = [*settled, clause(20, 200, 2, is_open=True)]
    assert len(in_parts(with_one).parts) == 1


@pytest.mark.parametrize("size", [LOW_BRAID, HIGH_BRAID])
def test_beside_other_tables_threads_end_in_the_short_names_of_delegations(
    rooms: list[SoFar], first_hour: list[SoFar], size: Size
) -> None:
    for so_far in (*rooms[1:], *first_hour[1:]):
        drawn = draw_braid_so_far("braid", picture(so_far), size)
        found = re.findall(LABEL, drawn)
        names = [escape(seat.short) for seat in so_far.seats]
        room = int((size.height - 30 + 6.5) / 13)
        assert len(found) == min(room, len(names))
        assert {words for *_, words in found} <= set(names), "none is cut"
        heights = [float(y) for _, y, *_ in found]
        assert all(below - above >= 12.9 for above, below in pairwise(heights))
        assert 20 < min(heights) <= max(heights) <= size.height
        assert all(float(x) + width_of(words, 12.0) <= size.width for x, _, _, _, words in found)


def test_a_table_by_itself_has_no_names_at_its_threads(rooms: list[SoFar]) -> None:
    assert re.findall(LABEL, draw_braid_so_far("braid", picture(rooms[-1]), SIZES[0])) == []


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_names_that_differ_by_a_number_alone_differ_on_the_small_braid(
    rooms: list[SoFar], language: str
) -> None:
    every = [seat.short or "" for seat in recast(load_scenario("wtpf13"), language).case.delegations]
    longest = sorted(every, key=len, reverse=True)
    seats = tuple(replace(seat, short=name) for seat, name in zip(rooms[-1].seats, longest, strict=False))
    shown = replace(picture(replace(rooms[-1], seats=seats)), sessions=rooms[-1].held)
    drawn = draw_braid_so_far("braid", shown, HIGH_BRAID)
    told = [words for *_, words in re.findall(LABEL, drawn)]
    assert len(told) > len(seats) / 2
    assert len(set(told)) == len(told)
    assert {name.rpartition(" ")[2] for name in told} <= {seat.short.rpartition(" ")[2] for seat in seats}


def test_a_coalition_keeps_the_numbers_of_both_after_whom_it_is_named(rooms: list[SoFar]) -> None:
    history = rooms[-1].history
    name = Said.verbatim("Asia-Pacific 5–Asia-Pacific 12")
    renamed = replace(history, coalitions=tuple(replace(one, name=name) for one in history.coalitions))
    drawn = draw_braid_so_far("braid", picture(replace(rooms[-1], history=renamed)), SIZES[0])
    told = " ".join(re.findall(r'class="name"[^>]*>([^<]+)<', drawn))
    shown = re.findall(r"[A-Z]: Asia\S* (\d+)–Asia\S* (\d+)", told)
    assert shown
    assert set(shown) == {("5", "12")}
