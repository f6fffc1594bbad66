"""What the browser tests of the replay component share: a page with it alone, and what to look for on it."""

from playwright.sync_api import Locator, Page

from tests.browser.conftest import Serve
from tests.browser.looking import settle

__all__ = ["BOXES", "COLOURS", "SCRIPT", "mark", "opened", "sentence"]

SCRIPT = """
import streamlit as st

from dashboard.replay.replay_data import make_replay, tell_reasons
from dashboard.components.run_pictures import replay
from dashboard.frame.language import words_in
from simulation.cli.finished import play
from simulation.engine.simulate import load_scenario
from simulation.storage import make_run

st.set_page_config(layout="wide")
HOSTILE = [
    "<script>window.broken = 1</script>", "<img src=x onerror='window.broken = 2'>",
    "![picture](https://outside.invalid/picture.png)", "\\u202eadrob eht ot thgir", "W" * 500,
    "{n} \\u2028 ](javascript:1)",
]

FROM_RIGHT = ["\u05d4\u05e0\u05e6\u05d9\u05d2\u05d5\u05ea 7", "\u0627\u0644\u0648\u0641\u062f (2)"]

LONG = {
    "low": "Un mécanisme intergouvernemental nouveau, doté d'un secrétariat permanent à Genève et d'un budget propre",
    "high": "Leave everything to the forums that exist, which report to nobody and decide nothing that binds",
    "title": "How far the room goes towards a mechanism, over all the issues and weighted by what each cares for",
}


def room(large, case):
    scenario = load_scenario(case)
    if not large:
        return scenario
    seats = []
    for seat in range(150):
        who, again = scenario.delegations[seat % len(scenario.delegations)], seat // len(scenario.delegations)
        mandate = {
            issue: stance.model_copy(update={"position": min(1.0, max(0.0, (stance.position or 0.5) + 0.03 * again))})
            for issue, stance in who.mandate.items()
        }
        naming = {"key": f"{who.key}{again}", "name": f"{who.name} {again}", "short": f"{who.key} {again}"}
        seats.append(who.model_copy(update={**naming, "mandate": mandate, "seat": seat}))
    return scenario.model_copy(update={"delegations": tuple(seats), "sessions": 6})


@st.cache_resource
def played(large, case):
    done = play(room(large, case), seed=1, replication=0)
    return make_run(done.record, done.log, done.history, command=["delegation-sim", "run", case])


@st.cache_data
def told(hostile, large, selected, turned=False, case="wtpf13", language="en", wordy=False, from_right=False):
    data = make_replay(played(large, case), words_in(language))
    if large:
        data = tell_reasons(data, played(large, case), words_in("en"), ensemble=None, selected=selected)
    if turned:
        data["delegations"] = data["delegations"][10:] + data["delegations"][:10]
        data["reasons"] = {"all": True, "by": {}}
    if hostile:
        for who, name in zip(data["delegations"], HOSTILE * 9):
            who["name"] = who["short"] = who["origin"] = name
        data["phrases"] = [f"{HOSTILE[k % 6]} {phrase}" for k, phrase in enumerate(data["phrases"])]
        data["coalitions"] = [{**group, "name": HOSTILE[k % 6]} for k, group in enumerate(data["coalitions"])]
        data["axes"]["y"][0]["title"] = HOSTILE[1]
        for moment, line in enumerate(data["sentences"]):
            line["head"] = HOSTILE[moment % 6]
    if from_right:
        for seat, who in enumerate(data["delegations"]):
            who["name"] = who["short"] = f"{FROM_RIGHT[seat % 2]} {seat}"
        for group in data["coalitions"]:
            group["name"] = group["short"] = FROM_RIGHT[0]
        data["axes"]["x"]["title"] = data["axes"]["y"][0]["title"] = FROM_RIGHT[1]
    if wordy:
        axes = data["axes"]
        for place, axis in enumerate([axes["x"], *axes["y"]]):
            axis.update(LONG, ticks=[(at + 7 * place, f"{at}: {LONG['title']}") for at in (0, 60, 110, 500, 930, 1000)])
    return data


query = st.query_params
large = query.get("large") == "1"
data = told(query.get("hostile") == "1", large, st.session_state.get("who") if large else None,
            st.session_state.get("turned", False), query.get("case", "wtpf13"),
            query.get("lang", "en"), query.get("wordy") == "1", query.get("right") == "1")
asked = st.session_state.get("asked", query.get("s"))
shown = replay(data, key="replay", session=None if asked is None else int(asked), selected=query.get("who"))
if large and shown.selected != st.session_state.get("who"):
    st.session_state["who"] = shown.selected
    st.rerun()
st.text(f"Python: {shown.round} {shown.selected} {shown.pinned}")
st.button("Run again")
st.button("List them in another order", on_click=lambda: st.session_state.update(turned=True))
st.button("Go to session 3", on_click=lambda: st.session_state.update(asked=3))
"""
BOXES = """box => {
  const texts = [...box.querySelectorAll('svg.map .names text')];
  const context = document.createElement('canvas').getContext('2d');
  const boxes = texts.map(node => {
    const size = parseFloat(getComputedStyle(node).fontSize), at = node.getBoundingClientRect();
    const base = node.getBoundingClientRect().top + (at.height - 1.257 * size) / 2 + 0.984 * size;
    return { text: node.textContent, l: at.left, r: at.right, t: base - 0.72 * size, b: base + 0.2 * size };
  });
  const marks = [...box.querySelectorAll('svg.map .mark .shape')].map(node => {
    const at = node.getBoundingClientRect();
    return { x: (at.left + at.right) / 2, y: (at.top + at.bottom) / 2, reach: at.width / 2 - 1.2 };
  });
  const meet = (a, b) => a.l < b.r - 0.5 && a.r > b.l + 0.5 && a.t < b.b - 0.5 && a.b > b.t + 0.5;
  const covers = (a, m) => Math.hypot(
    m.x - Math.min(Math.max(m.x, a.l), a.r), m.y - Math.min(Math.max(m.y, a.t), a.b)) < m.reach;
  const found = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => { if (meet(a, b)) found.push(`${a.text} | ${b.text}`); }));
  const names = boxes.filter((_, i) => texts[i].matches('.name'));
  names.forEach(a => marks.forEach(m => { if (covers(a, m)) found.push(`${a.text} | mark`); }));
  return found;
}"""
COLOURS = """(box, name) => {
  const marks = [...box.querySelectorAll('svg.map .mark')];
  const mark = marks.find(one => one.getAttribute('aria-label').startsWith(name + ','));
  const i = mark.dataset.i, fill = node => getComputedStyle(node).fill;
  const s = Number(box.querySelector('input.clock').value);
  const threads = [...box.querySelectorAll(`svg.braid .threads path[data-i="${i}"]`)];
  const here = threads.filter(one => Number(one.dataset.from) < s).pop();
  const chip = box.querySelector(`.board .holder[data-i="${i}"] .shape`);
  return [fill(mark.querySelector('.shape')), fill(here), chip && fill(chip)];
}"""


def opened(page: Page, serve: Serve, query: str = "") -> None:
    page.goto(f"{serve(SCRIPT).url}?{query}")
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)


def sentence(page: Page) -> str:
    return page.locator("h2.sentence").inner_text()


def mark(page: Page, name: str) -> Locator:
    return page.get_by_role("listbox", name="Delegations on the map").get_by_role("option", name=name)
