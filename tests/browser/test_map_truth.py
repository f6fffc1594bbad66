"""Where the coalition map draws each delegation, against where it stands: in every session of every case that ships."""

import math
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page

from dashboard.components.assets import REPLAY, script
from dashboard.components.packing import unpack
from dashboard.frame.language import words_in
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import make_replay
from dashboard.replay.which_run import SHOWN, read_shown
from simulation.cli.finished import play
from simulation.drawing.stacks import Spot, stand_apart
from simulation.engine.simulate import load_scenario
from simulation.storage import make_run
from tests.browser.conftest import Serve
from tests.browser.replay_scene import opened
from tests.extent import at_a_desk

SLACK = 0.03
CASES = (
    "ai_oversight",
    "first_hour",
    "unga_cyber",
    "worked_clock",
    "worked_isolation",
    "worked_package",
    "wtpf13",
    "wtpf13_training",
)
SIZES = ((796, 440), (548, 429), (519, 429), (358, 530), (358, 420), (287, 420))
"""Of the map on the page in windows of 1440, 1366 and 390 pixels, alone and beside the braid, and in the narrowest."""
CODE = script(REPLAY).partition("export default")[0]
LOOK = """([code, data, sizes]) => {
  const names = '{ modelOf, speaker, chartOf, placeMarks, hullsOf, outlinesMeet }';
  const own = new Function(`${code}; return ${names};`)();
  const model = own.modelOf(data, own.speaker(data.words, data.lang));
  const found = { off: 0, where: '', shown: [], covered: [] };
  const look = (width, height, axis, s) => {
    const where = `session ${s}, width ${width}, axis ${axis}`, chart = own.chartOf(model, width, height, axis, -1);
    const wide = chart.X(1000) - chart.X(0), high = chart.Y(0) - chart.Y(1000);
    const { marks, items } = own.placeMarks(model, chart, s);
    marks.forEach((mark, i) => {
      const who = model.people[i], offs = [Math.abs(mark.x - chart.X(who.x[s])) / wide];
      if (axis >= 0) offs.push(Math.abs(mark.y - chart.Y(who.y[axis][s])) / high);
      if (Math.max(...offs) > found.off) Object.assign(found, { off: Math.max(...offs), where: `${who.id}: ${where}` });
    });
    found.shown.push(items.reduce((n, item) => n + (item.members ? item.members.length : 1), 0));
    const both = (all, meet, what) => all.forEach((a, k) => all.slice(k + 1).forEach((b) => {
      if (meet(a, b)) found.covered.push(`${what}: ${where}`);
    }));
    const near = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < 0.2 * (a.round + b.round);
    if (width > 300) both(items, near, 'marks');
    const hulls = axis < 0 ? [] : own.hullsOf(model, chart, marks, s).filter((hull) => !hull.bare);
    both(hulls, (a, b) => own.outlinesMeet(a.corners, b.corners), 'hulls');
  };
  for (const [width, height] of sizes) {
    for (let axis = -1; axis < data.axes.y.length; axis++) {
      for (let s = 0; s <= data.sessions; s++) look(width, height, axis, s);
    }
  }
  return found;
}"""
"""Where all sizes, second axes and sessions draw delegations, by the code of the page."""
DRAWN = """box => {
  const svg = box.querySelector('svg.map'), places = {};
  const at = (node) => node.style.transform.match(/-?[0-9.]+(?=px)/g).map(Number);
  const shown = [...svg.querySelectorAll('.mark')].filter((node) => node.style.display !== 'none');
  for (const node of shown) places[node.dataset.i] = at(node);
  const grid = [...svg.querySelectorAll('.ground .grid')].map((line) => (
    ['x1', 'x2', 'y1', 'y2'].map((name) => Number(line.getAttribute(name)))));
  return { places, across: grid.filter((line) => line[0] === line[1]).map((line) => line[0]),
    up: grid.filter((line) => line[2] === line[3]).map((line) => line[2]) };
}"""
"""Where marks are on the page, and the lines of its ticks."""


@cache
def fresh(case: str, seed: int) -> Replay:
    done = play(load_scenario(case), seed=seed, replication=0)
    run = make_run(done.record, done.log, done.history, command=["delegation-sim", "run", case])
    return make_replay(run, words_in("en"))


def looked_at(page: Page, data: Replay) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LOOK, [CODE, {**data, "reasons": {"all": True, "by": {}}}, SIZES])
    return found


def holds(page: Page, data: Replay) -> None:
    found = looked_at(page, data)
    assert found["off"] <= SLACK + 1e-9, found["where"]
    assert set(found["shown"]) == {len(data["delegations"])}
    assert found["covered"] == []


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], SHOWN))
def test_in_what_ships_no_mark_is_far_from_its_place_and_none_is_hidden(page: Page, case: str) -> None:
    data = read_shown(case, "en")
    assert data is not None
    holds(page, data)


@pytest.mark.thorough  # what ships is looked at above
@pytest.mark.parametrize(
    ("case", "seed"),
    at_a_desk([("first_hour", 1)], [(case, seed) for case in CASES for seed in (1, 2, 3, 4)]),
)
def test_in_a_fresh_run_no_mark_is_far_from_its_place_and_none_is_hidden(
    page: Page, case: str, seed: int
) -> None:
    holds(page, fresh(case, seed))


@pytest.mark.thorough  # what ships is looked at above
@pytest.mark.parametrize("width", [1440, 390])
def test_on_the_page_marks_are_where_the_lines_of_the_ticks_say(page: Page, serve: Serve) -> None:
    data = fresh("wtpf13", 1)
    axis = data["axes"]["y"][data["y_default"]]
    levels = [value for value, _ in axis["ticks"]]
    opened(page, serve, "s=0")
    for session in range(data["sessions"] + 1):
        page.get_by_role("slider", name="Session").fill(str(session))
        drawn = page.locator(".replay").evaluate(DRAWN)
        left, right = drawn["across"][0], drawn["across"][-1]
        high = (drawn["up"][-1] - drawn["up"][0]) / (levels[0] - levels[-1]) * 1000
        for row, (x, y) in drawn["places"].items():
            who = data["delegations"][int(row)]
            main, second = unpack(who["x"])[session], unpack(who["y"][data["y_default"]])[session]
            assert abs((x - left) / (right - left) - main / 1000) <= SLACK + 0.001, (session, who["id"])
            true = drawn["up"][0] - (second - levels[0]) / 1000 * high
            assert abs(y - true) / high <= SLACK + 0.001, (session, who["id"])


BOTH = """([code, data, size]) => {
  const own = new Function(`${code}; return { modelOf, speaker, chartOf, markOf, standApart };`)(), found = [];
  const model = own.modelOf(data, own.speaker(data.words, data.lang));
  const chart = own.chartOf(model, ...size, data.y_default, -1);
  for (let s = 0; s <= data.sessions; s++) {
    const marks = model.people.map((_, i) => own.markOf(model, chart, s, i, model.gone(s)));
    const cells = own.standApart(marks, 2.5, (members) => [8 + Math.sqrt(members.length), 9]);
    found.push([marks.map((one) => [one.tx, one.ty, one.box, one.w, one.h, one.c]),
      cells.map((cell) => [cell.members, cell.x, cell.y])]);
  }
  return found;
}"""
"""In each session the marks of the replay, and where its code draws them."""


@pytest.mark.parametrize(
    "size",
    [(548, 429), pytest.param((358, 530), marks=pytest.mark.thorough)],  # the same code, narrower
)
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], SHOWN))
def test_pictures_made_without_a_browser_place_marks_as_the_replay_does(
    page: Page, case: str, size: tuple[int, int]
) -> None:
    data = read_shown(case, "en")
    assert data is not None
    for marks, drawn in page.evaluate(BOTH, [CODE, {**data, "reasons": {"all": True, "by": {}}}, size]):
        spots = [
            Spot(x=x, y=y, box=tuple(box), wide=wide, high=high, group=group)
            for x, y, box, wide, high, group in marks
        ]
        cells = stand_apart(spots, gap=2.5, size_of=lambda members: (8 + math.sqrt(len(members)), 9.0))
        assert [[cell.members, cell.x, cell.y] for cell in cells] == drawn


ABOVE = """([code, data, sizes]) => {
  const own = new Function(`${code}; return { modelOf, speaker, chartOf, placeMarks, layOut };`)();
  const model = own.modelOf(data, own.speaker(data.words, data.lang));
  const measure = (text, size) => 0.55 * size * text.length, before = { tags: {}, names: {} };
  return sizes.map(([width, height]) => {
    const chart = own.chartOf(model, width, height, data.y_default, -1), placed = own.placeMarks(model, chart, 1);
    const { hulls, spans, more } = own.layOut(model, chart, 1, -1, placed, measure, [], before);
    const rows = [...spans, ...(more ? [more] : [])].map((one) => one.y);
    return { bare: hulls.filter((hull) => hull.bare).length, rows,
      drawn: spans.length, whole: more?.whole ?? '' };
  });
}"""
"""The rows above the map: of brackets, and of what has none."""


@pytest.mark.parametrize("groups", at_a_desk([4], [3, 4, 7]))
def test_of_more_than_three_groups_that_cover_each_other_the_smaller_are_one_line(
    page: Page, groups: int
) -> None:
    data = fresh("wtpf13", 1)
    every = [
        {**data["coalitions"][0], "slot": place, "letter": "ABCDEFG"[place], "short": f"Group {place}"}
        for place in range(groups)
    ]
    mixed = [
        {**who, "c": [place % groups] * (data["sessions"] + 1)}
        for place, who in enumerate(data["delegations"])
    ]
    turned = {**data, "coalitions": every, "delegations": mixed, "reasons": {"all": True, "by": {}}}
    for found in page.evaluate(ABOVE, [CODE, turned, SIZES]):
        assert found["bare"] == groups
        assert len(found["rows"]) == 3
        assert min(found["rows"]) > 20  # below the name of the axis
        assert found["drawn"] == (3 if groups == 3 else 2)
        named = found["whole"].partition(": ")[2].split(", ") if found["whole"] else []
        assert len(named) == groups - found["drawn"]
        assert found["whole"].startswith(f"and {groups - 2} more groups") or groups == 3
