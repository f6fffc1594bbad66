"""Bars of 100 %: how runs end, each part in its place, its fill and, where there is room, its words."""

import re
from itertools import pairwise

import pytest

from simulation.drawing.bars import Bar, Part, draw_bars
from simulation.drawing.rows import NARROW, WIDE, Mark, Row, draw_rows
from simulation.drawing.scale import Scale
from simulation.drawing.theme import DARK, HATCHED, LIGHT, contrast
from simulation.protocols.result import OUTCOME_CLASSES

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def bar(*shares: tuple[int, float], name: str = "") -> Bar:
    parts = tuple(
        Part(ending=ending, share=share, figure=f"{100 * share:.0f}%", label=OUTCOME_CLASSES[ending])
        for ending, share in shares
    )
    return Bar(name=name, parts=parts, bracket=shares[0][1], bracket_words="adopted")


def draw(*bars: Bar, narrow: bool = False) -> str:
    paper = NARROW if narrow else WIDE
    return str(draw_bars("bars", bars, paper, title="Title", description="Description"))


def boxes(drawn: str) -> list[tuple[float, float]]:
    """Return left edge and width of each part, once."""
    found = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="30" style', drawn)
    return [(float(left), float(width)) for left, width in found]


@pytest.mark.parametrize("look", ["wide", "narrow"])
def test_parts_follow_each_other_and_fill_the_bar(look: str) -> None:
    drawn = boxes(draw(bar((0, 0.2), (3, 0.5), (7, 0.3)), narrow=look == "narrow"))
    width = (NARROW if look == "narrow" else WIDE).width
    assert [share for _, share in drawn] == pytest.approx([0.2 * width, 0.5 * width, 0.3 * width], abs=0.06)
    for (left, wide), (following, _) in pairwise(drawn):
        assert left + wide == pytest.approx(following, abs=0.11)


@THEMES
def test_a_figure_can_be_read_on_every_fill(tokens: dict[str, str]) -> None:
    for ending in range(len(OUTCOME_CLASSES)):
        assert contrast(tokens[f"e{ending}"], tokens[f"f{ending}"]) >= 4.5


@THEMES
def test_classes_that_stand_side_by_side_differ_by_tone_or_hatching(tokens: dict[str, str]) -> None:
    for first, second in pairwise(range(len(OUTCOME_CLASSES))):
        tones = contrast(tokens[f"e{first}"], tokens[f"e{second}"])
        assert tones >= 1.3 or (first in HATCHED) != (second in HATCHED), (first, second)


def test_a_part_says_its_class_where_there_is_room_its_figure_where_only_that_fits_and_all_when_asked() -> (
    None
):
    drawn = draw(bar((3, 0.8), (4, 0.18), (7, 0.02), name="A"))
    assert ">80% partial</text>" in drawn
    assert ">18%</text>" in drawn
    assert ">2%" not in drawn.replace("<title>", "")
    assert "<title>A: 2% no_outcome</title>" in drawn


def test_some_classes_are_hatched_within_their_part_rising_or_falling() -> None:
    deferred, low = (
        OUTCOME_CLASSES.index(name) for name in ("deferred_or_referred", "adopted_low_participation")
    )
    for ending, way in ((deferred, -1), (low, 1)):
        (path,) = re.findall(r'<path d="([ML\d.,]+)" style', draw(bar((3, 0.5), (ending, 0.5))))
        strokes = [
            tuple(map(float, ends)) for ends in re.findall(r"M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)", path)
        ]
        assert len(strokes) > 50
        assert min(x for x, *_ in strokes) >= WIDE.width / 2 - 0.06
        assert max(x for _, _, x, _ in strokes) <= WIDE.width + 0.06
        assert {round((last - first) / (right - left)) for left, first, right, last in strokes} == {way}
    assert "<path d" not in draw(Bar(name="", parts=bar((3, 1.0)).parts))


def test_the_bracket_ends_where_the_adopted_runs_do() -> None:
    drawn = draw(bar((0, 0.49), (7, 0.51)))
    (path,) = re.findall(r'<path d="M0,[\d.]+V[\d.]+H([\d.]+)V', drawn)
    assert float(path) == pytest.approx(0.49 * WIDE.width, abs=0.06)
    assert "adopted" in drawn
    empty = Bar(name="", parts=bar((7, 1.0)).parts, bracket=0.0, bracket_words="adopted")
    assert ">adopted<" not in draw(empty)


def test_bars_stand_one_below_the_other_with_their_names() -> None:
    drawn = draw(*(bar((3, 1.0), name=name) for name in ("Base", "A", "B")))
    tops = [float(top) for top in re.findall(r'y="([\d.]+)" width="[\d.]+" height="30"', drawn)]
    assert tops == sorted(tops)
    assert len(tops) == 3
    assert all(f">{name}</text>" in drawn for name in ("Base", "A", "B"))


def test_a_row_of_a_class_has_its_fill_before_its_label_and_a_total_a_rule_above() -> None:
    scale = Scale(low=0.0, high=1.0, ticks=(0.0, 1.0), words="")
    mark = Mark(value=0.5, low=0.4, high=0.6, look="clear", words="more", about="50% (40 to 60)")
    rows = [Row(label="a", marks=(mark,), ending=2), Row(label="all", marks=(mark,), ruled=True)]
    drawn = str(draw_rows("rows", rows, scale, WIDE, title="Title", description="Description"))
    assert drawn.count("fill:var(--e2)") == 1
    assert drawn.count('class="axis"') == 1
    assert "<title>a: 50% (40 to 60)</title>" in drawn


def test_a_name_in_a_case_is_nothing_but_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    drawn = draw(bar((3, 1.0), name=hostile))
    assert "<img" not in drawn
    assert "&lt;img" in drawn
