"""Where tags and brackets lie on the map, measured on the page: in every session of the runs that ship.

Brackets of marks that stand too close to part and too far to be one stack may touch: the truth comes first.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Serve
from tests.browser.replay_scene import opened
from tests.extent import at_a_desk

SESSIONS = {"wtpf13": 19, "wtpf13_training": 12}
TAGS = """box => {
  const svg = box.querySelector('svg.map'), found = [], tags = new Map();
  const hulls = [...svg.querySelectorAll('.hull')].map(node => ({
    group: node.dataset.group, inside: (x, y) => node.isPointInFill(new DOMPoint(x, y)),
    edge: Array.from({ length: 400 }, (_, k) => node.getPointAtLength(k / 400 * node.getTotalLength())),
  }));
  for (const node of svg.querySelectorAll('.names .tag, .names .count')) {
    const at = node.getBBox(), size = parseFloat(getComputedStyle(node).fontSize);
    const base = Number(node.getAttribute('y'));
    const box = { l: at.x, r: at.x + at.width, t: base - 0.9 * size, b: base + 0.25 * size };
    const known = tags.get(node.dataset.group) || box;
    tags.set(node.dataset.group, { l: Math.min(box.l, known.l), r: Math.max(box.r, known.r),
      t: Math.min(box.t, known.t), b: Math.max(box.b, known.b) });
  }
  const gap = (hull, tag) => {
    for (let k = 0; k <= 8; k++) {
      for (let m = 0; m <= 4; m++) {
        if (hull.inside(tag.l + (tag.r - tag.l) * k / 8, tag.t + (tag.b - tag.t) * m / 4)) return 0;
      }
    }
    return Math.min(...hull.edge.map(p => Math.hypot(
      Math.max(tag.l - p.x, 0, p.x - tag.r), Math.max(tag.t - p.y, 0, p.y - tag.b))));
  };
  for (const own of hulls) {
    const tag = tags.get(own.group), line = svg.querySelector(`.leaders [data-group="${own.group}"]`);
    if (!tag) { found.push(`${own.group} has no tag`); continue; }
    const others = hulls.filter(hull => hull !== own).map(hull => gap(hull, tag));
    const far = gap(own, tag), least = Math.min(...others);
    if (far < 28 && far < 0.75 * least) continue;
    if (!line) { found.push(`${own.group} is ${far} from its own, ${least} from another`); continue; }
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map(name => Number(line.getAttribute(name)));
    const apart = Math.max(tag.l - x1, x1 - tag.r, tag.t - y1, y1 - tag.b);
    if (apart > 3) found.push(`${own.group}: line from elsewhere`);
    if (!own.inside(x2, y2)) found.push(`${own.group}: line to elsewhere`);
  }
  return found;
}"""
BRACKETS = """box => {
  const seen = [...box.querySelectorAll('svg.map .mark, svg.map .stack')].filter(node => node.style.display !== 'none');
  const marks = seen.filter(node => node.querySelector('.bracket'));
  const boxes = marks.flatMap(node => [...node.querySelectorAll('.bracket')].map(line => {
    const at = line.getBoundingClientRect(), half = parseFloat(getComputedStyle(line).strokeWidth) / 2;
    return { i: node.dataset.i, l: at.left - half, r: at.right + half, t: at.top - half, b: at.bottom + half };
  }));
  const found = [];
  boxes.forEach((a, k) => boxes.slice(k + 1).forEach(b => {
    if (a.i === b.i) return;
    const wide = Math.max(a.l, b.l) - Math.min(a.r, b.r), high = Math.max(a.t, b.t) - Math.min(a.b, b.b);
    if (wide < -4 && high < -4) found.push(`${a.i} and ${b.i}: ${wide.toFixed(1)}, ${high.toFixed(1)}`);
  }));
  return found;
}"""


def over_all_sessions(page: Page, case: str, look: str) -> list[str]:
    found = []
    for session in range(SESSIONS[case] + 1):
        page.get_by_role("slider", name="Session").fill(str(session))
        found += [f"{session}: {fault}" for fault in page.locator(".replay").evaluate(look)]
    return found


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("case", at_a_desk(["wtpf13"], SESSIONS))
def test_each_tag_is_clearly_nearest_to_its_own_hull_or_has_a_line_to_it(
    page: Page, serve: Serve, case: str
) -> None:
    opened(page, serve, f"s=0&case={case}")
    assert over_all_sessions(page, case, TAGS) == []


@pytest.mark.thorough  # on a wide screen tags are looked at
@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("case", at_a_desk(["wtpf13"], SESSIONS))
def test_on_a_phone_no_bracket_is_drawn_over_another_by_more_than_its_arm(
    page: Page, serve: Serve, case: str
) -> None:
    opened(page, serve, f"s=0&case={case}")
    assert over_all_sessions(page, case, BRACKETS) == []
