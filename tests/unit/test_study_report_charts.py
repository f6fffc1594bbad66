"""Charts of studies: dots and intervals stand where the numbers say, within the frame."""

import re
from itertools import pairwise

import numpy as np
import pytest

from simulation.drawing.rows import NARROW, WIDE, Mark, Paper, Row, draw_rows, wrapped
from simulation.drawing.scale import Scale, scale_of
from simulation.drawing.svg import width_of
from simulation.report.study.compared import difference_row, finding_row
from simulation.report.study.dots import dot_columns, draw_dots
from simulation.report.study.standing_together import SHADES, draw_matrix, side_by_side
from simulation.report.study.sweep_line import Along, scale_along, ticks_below, words_below
from simulation.report.study.sweeps import along
from simulation.stats.interval import Estimate
from simulation.study.factor import Factor
from simulation.study.figures import difference_words, number_range, share_range
from simulation.study.study_summary import Finding
from simulation.words import Said, say

HUNDRED = Scale(low=0.0, high=1.0, ticks=(0.0, 0.5, 1.0), words="percent of runs", factor=100)
PAPERS = pytest.mark.parametrize("paper", [WIDE, NARROW], ids=["wide", "narrow"])


def draw(*rows: Row, paper: Paper = WIDE, scale: Scale = HUNDRED) -> str:
    return str(draw_rows("chart", rows, scale, paper, title="Title", description="Description"))


def numbers(drawn: str, attribute: str) -> list[float]:
    return [float(found) for found in re.findall(rf'\b{attribute}="(-?[\d.]+)"', drawn)]


@PAPERS
def test_a_dot_stands_at_its_value_and_its_line_from_low_to_high(paper: Paper) -> None:
    drawn = draw(
        Row(label="x", marks=(Mark(value=0.5, low=0.25, high=0.75, look="plain"),)),
        paper=paper,
    )
    width = paper.right - paper.left
    assert numbers(drawn, "cx") == [paper.left + width / 2]
    line = re.search(r'<g class="m plain">(?:<title>[^<]*</title>)?<line x1="([\d.]+)" x2="([\d.]+)"', drawn)
    assert line
    assert [float(end) for end in line.groups()] == pytest.approx(
        [paper.left + width / 4, paper.left + width * 3 / 4], abs=0.06
    )


@PAPERS
def test_an_interval_beyond_the_scale_ends_within_the_frame(paper: Paper) -> None:
    drawn = draw(Row(label="x", marks=(Mark(value=0.9, low=-2.0, high=3.0, look="plain"),)), paper=paper)
    assert all(0 <= x <= paper.width for name in ("x1", "x2", "cx") for x in numbers(drawn, name))


def test_an_interval_without_ends_is_not_drawn() -> None:
    mark = Mark(value=0.5, low=float("-inf"), high=float("inf"), look="bar")
    drawn = draw(Row(label="x", marks=(mark,)))
    assert re.search(r'<g class="m bar">(?:(?!</g>).)*<line', drawn) is None
    assert "inf" not in drawn


def test_a_bar_goes_from_zero_to_the_value_also_below_zero() -> None:
    scale = Scale(low=-1.0, high=1.0, ticks=(-1.0, 0.0, 1.0), words="")
    drawn = draw(Row(label="x", marks=(Mark(value=-0.5, low=-0.6, high=-0.4, look="bar"),)), scale=scale)
    bar = re.search(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)
    assert bar
    quarter = (WIDE.right - WIDE.left) / 4
    assert [float(part) for part in bar.groups()] == pytest.approx([WIDE.left + quarter, quarter], abs=0.06)


def finding(value: float, low: float, high: float) -> Finding:
    base = Estimate(value=0.4, low=0.3, high=0.5, n=200)
    changed = Estimate(value=0.4 + value, low=0.3, high=0.6, n=200)
    change = Estimate(value=value, low=low, high=high, n=200)
    return Finding(
        key="adopted",
        label=Said.verbatim("a"),
        group="ending",
        unit="share",
        estimates=(base, changed),
        differences=(change,),
    )


def test_no_clear_effect_is_hollow_dashed_and_said_in_words() -> None:
    drawn = draw(finding_row(finding(0.02, -0.01, 0.05), "a", ("Base", "Changed")))
    assert 'class="m base"' in drawn
    assert 'class="m unclear"' in drawn
    assert 'class="m clear"' not in drawn
    assert "no clear effect (−1 to +5)" in drawn
    assert 'class="join"' not in drawn


def test_a_clear_effect_is_solid_bold_and_joined_to_the_base_above_it() -> None:
    drawn = draw(finding_row(finding(0.06, 0.04, 0.08), "a", ("Base", "Changed")))
    assert 'class="m clear"' in drawn
    assert 'class="join"' in drawn
    assert "more often: +6 points (+4 to +8)" in drawn
    (lower,) = numbers(drawn, "cy")
    (upper,) = map(float, re.findall(r'<path d="M[\d.]+,([\d.]+)l', drawn))
    assert upper < lower


@PAPERS
@pytest.mark.parametrize("change", [(0.06, 0.04, 0.08), (0.02, -0.01, 0.05)])
def test_the_two_marks_of_a_pair_differ_in_shape_and_a_legend_tells_them(
    paper: Paper, change: tuple[float, float, float]
) -> None:
    row = finding_row(finding(*change), "a", ("Base", "Changed"))
    shapes = [re.findall(r"<(circle|path) ", part) for part in draw(row, paper=paper).split("<g ")[1:]]
    assert shapes == [["path"], ["circle"]]
    told = str(
        draw_rows("chart", [row], scale_of([0, 1], words=""), paper, title="t", description="d", legend=True)
    )
    look = row.marks[1].look
    for each in ("base", look):
        assert say(f"study.legend.{each}") in told
    assert say(f"study.legend.{'clear' if look == 'unclear' else 'unclear'}") not in told
    texts = dict(reversed(one) for one in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]+)', told))
    for each in ("base", look):
        words = say(f"study.legend.{each}")
        assert float(texts[words]) + width_of(words, 12) <= paper.width


def test_a_chart_that_compares_nothing_has_no_legend() -> None:
    row = Row(label="a", marks=(Mark(value=0.5, low=0.4, high=0.6, look="bar"),))
    told = draw_rows("c", [row], scale_of([0, 1], words=""), WIDE, title="t", description="d", legend=True)
    assert "with the change" not in told


def test_a_difference_stands_on_its_side_of_the_zero_line() -> None:
    scale = scale_of([-0.1, 0.1], words="", factor=100, signs=True)
    drawn = draw(difference_row(finding(-0.06, -0.08, -0.04), 0, "a", ""), scale=scale)
    zero = re.search(r'<line x1="([\d.]+)"[^>]*class="zero"', drawn)
    assert zero
    assert numbers(drawn, "cx")[0] < float(zero.group(1))


@PAPERS
def test_rows_do_not_overlap_and_end_within_the_drawing(paper: Paper) -> None:
    marks = tuple(
        Mark(value=0.5, low=0.4, high=0.6, look="clear", words="w" * 24, number="A") for _ in range(3)
    )
    rows = [Row(label="long words " * k, marks=marks) for k in range(1, 9)]
    drawn = draw(*rows, paper=paper)
    heights = numbers(drawn, "cy")
    assert all(after - before >= 11 for before, after in pairwise(heights))
    assert max(heights) < float(re.findall(r' height="([\d.]+)"', drawn)[0])


@PAPERS
def test_labels_stay_in_their_column_and_words_in_the_drawing(paper: Paper) -> None:
    label = " ".join(["X" * 200, *["wordings that others than governments tabled"] * 5])
    lines = wrapped(label, paper.label_width)
    assert all(width_of(line, 13) <= paper.label_width for line in lines)
    assert lines[0].endswith("…")  # no word of a case is so long
    assert " ".join(lines[1:]) == label.partition(" ")[2]
    assert paper.words + width_of("A more: +0.043 (+0.040 to +0.047)", 13, bold=True) <= paper.width


def test_words_too_long_for_the_drawing_are_drawn_closer() -> None:
    words = "less often: −0.000690 (−0.001350 to −0.000040)"
    mark = Mark(value=0.5, low=0.4, high=0.6, look="clear", words=words)
    assert f'textLength="{WIDE.width - WIDE.words:.0f}"' in draw(Row(label="x", marks=(mark,)))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.0, 0.58], [0, 20, 40, 60]),
        ([0.0, 1.0], [0, 20, 40, 60, 80, 100]),
        ([-0.02, 0.14], [-5, 0, 5, 10, 15]),
        ([], [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_a_scale_has_round_ends_that_hold_all_values(values: list[float], ticks: list[float]) -> None:
    scale = scale_of(values, words="", factor=100)
    assert [tick * 100 for tick in scale.ticks] == pytest.approx(ticks)
    assert all(scale.low <= value <= scale.high for value in values)


def test_whole_numbers_stand_in_columns_at_their_exact_places() -> None:
    scale = scale_of([1, 5], words="", with_zero=False)
    places = dot_columns([3.0, 1.0, 3.0, 3.0, 5.0], scale, 14.0)
    columns = [14.0, 116.0, 116.0, 116.0, 218.0]
    assert places == [(x, below) for x, below in zip(columns, [0, 0, 1, 2, 0], strict=True)]


def test_dots_in_one_column_are_stacked_and_none_touch() -> None:
    values = np.linspace(0.31, 0.34, 20).tolist()
    places = dot_columns(values, scale_of([0.0, 1.0], words="", with_zero=False), 14.0)
    assert len(set(places)) == 20
    columns = sorted({x for x, _ in places})
    assert all(after - before >= 8.4 for before, after in pairwise(columns))


def test_there_are_twenty_dots_for_each_variant_the_base_hollow() -> None:
    base = Estimate(value=3.0, low=2.9, high=3.1, n=200)
    quantiles = tuple(tuple(float(k % 5) for k in range(20)) for _ in range(2))
    made = Finding(
        key="x",
        label=Said.verbatim("x"),
        group="text",
        unit="number",
        estimates=(base, base),
        differences=(),
        quantiles=quantiles,
    )
    drawn = str(draw_dots("dots", made, ("Base", "Changed")))
    assert drawn.count('class="dot hollow"') == 20
    assert drawn.count('class="dot"') == 20


def test_delegations_that_stand_with_the_same_others_are_neighbours() -> None:
    group = np.array([0, 1, 0, 1, 0, 1])
    share = np.where(group[:, None] == group, 0.9, 0.1)
    order = side_by_side(share)
    assert sorted(order) == list(range(6))
    assert group[order].tolist() in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])


def test_a_matrix_has_a_darker_shade_for_each_step_and_an_empty_diagonal() -> None:
    share = np.array([[1.0, 0.1, 0.3], [0.1, 1.0, 0.9], [0.3, 0.9, 1.0]])
    drawn = str(draw_matrix("matrix", ["a", "b", "c"], share))
    assert re.findall(r'd="([^"]+)" class="shade (s\d)"', drawn)
    cells = {step: path.count("M") for path, step in re.findall(r'd="([^"]+)" class="shade (s\d)"', drawn)}
    assert cells == {"s0": 2, "s1": 2, f"s{len(SHADES)}": 2}


def test_points_that_share_a_value_of_a_lever_are_shown_as_their_mean_from_the_lowest_to_the_highest() -> (
    None
):
    factor = Factor(key="sessions", kind="choices", choices=("4", "20"))
    points = [{"sessions": value} for value in ("20", "4", "20")]
    estimates = tuple(
        Estimate(value=value, low=value - 0.1, high=value + 0.2, n=50) for value in (0.5, 0.2, 0.7)
    )
    made = Finding(
        key="adopted",
        label=Said.verbatim("a"),
        group="ending",
        unit="share",
        estimates=estimates,
        differences=(),
    )
    line = along(made, factor, points)
    assert [item.label for item in line] == ["4", "20"]
    assert line[1].estimate.value == pytest.approx(0.6)
    assert (line[1].estimate.low, line[1].estimate.high) == (0.5, 0.7)
    assert (line[0].points, line[1].points) == (1, 2)


@pytest.mark.parametrize(
    ("value", "low", "high", "n", "words"),
    [
        (0.58, 0.49, 0.67, 200, "58% (49 to 67)"),
        (0.003, 0.001, 0.009, 5000, "0.3% (0.1 to 0.9)"),
        (7 / 12, 4 / 12, 10 / 12, 12, "58% (33 to 83)"),
    ],
)
def test_shares_are_told_in_percent_however_few_runs_there_are(
    value: float, low: float, high: float, n: int, words: str
) -> None:
    assert share_range(Estimate(value=value, low=low, high=high, n=n)) == words


def test_numbers_are_told_as_finely_as_their_interval_warrants() -> None:
    assert number_range(Estimate(value=2.131, low=1.92, high=2.34, n=80)) == "2.13 (1.92 to 2.34)"
    assert number_range(Estimate(value=0.0123, low=0.0110, high=0.0136, n=80)) == "0.0123 (0.0110 to 0.0136)"


def test_an_interval_over_zero_is_never_rounded_to_one_side_of_it() -> None:
    change = Estimate(value=0.03, low=-0.004, high=0.064, n=200)
    assert difference_words(change, "share") == "no clear effect (−1 to +7)"


def test_labels_below_a_swept_lever_never_overlap() -> None:
    middle = Estimate(value=0.5, low=0.4, high=0.6, n=50)
    values = ("0.5", "0.6", "0.625", "0.75", "1", "1.49", "1.5")
    factor = Factor(key="red_lines", kind="choices", choices=values)
    ticks = ticks_below(factor, [Along(float(value), value, middle, 1, 0.1) for value in values])
    assert [label for _, label in ticks] == ["0.5", "0.75", "1", "1.5"]
    for (x, label), (following, after) in pairwise(ticks):
        assert x + width_of(label, 12) / 2 < following - width_of(after, 12) / 2


def test_values_too_long_for_the_axis_are_numbered_and_named_in_the_caption() -> None:
    middle = Estimate(value=0.5, low=0.4, high=0.6, n=50)
    values = ("consensus", "simple_majority", "rough_consensus", "qualified_majority")
    factor = Factor(key="rule", kind="choices", choices=values)
    line = [Along(float(place), value, middle, 1, 0.1) for place, value in enumerate(values)]
    assert [label for _, label in ticks_below(factor, line)] == ["1", "2", "3", "4"]
    assert words_below(line) == "1 consensus, 2 simple majority, 3 rough consensus, 4 qualified majority"


def test_shares_along_a_lever_stand_between_nothing_and_all() -> None:
    made = finding(0.02, -0.01, 0.05)
    assert scale_along(made).ticks == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert scale_along(made).label(1.0) == "100"
    low = Estimate(value=0.01, low=-0.004, high=0.024, n=50)
    number = Finding(
        key="x", label=Said.verbatim("x"), group="text", unit="number", estimates=(low,), differences=()
    )
    assert scale_along(number).low == 0.0


@PAPERS
def test_a_part_of_a_range_has_the_ends_of_the_range_below_it(paper: Paper) -> None:
    mark = Mark(value=0.0, low=0.0, high=0.5, look="part", words="below 1", ends=("0.5", "1.5"))
    drawn = draw(
        Row(label="x", marks=(mark,)),
        paper=paper,
        scale=Scale(low=0, high=1, ticks=(), words=""),
    )
    assert re.findall(r">(0\.5|1\.5)<", drawn) == ["0.5", "1.5"]
