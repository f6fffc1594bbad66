"""Pages with a case whose texts are out for more: each is shown as it is written, wherever it stands."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.begun_with import Opening, opening, set_opening
from dashboard.library.cases import key_of, scenario_of
from simulation.engine.simulate import simulate
from simulation.reasons import build_log, coalitions_of
from simulation.storage import save_run
from tests.extent import at_a_desk

STEPS = ("meeting", "issues", "seats", "wants", "save")
IMAGE = "![](//a.bc)"
TURNED = "\u202e"
"""No case with it is read any more; runs that were kept before may have it."""
TEXT = IMAGE
CASE = f"""
schema: 1
key: hostile
title: "{TEXT}"
summary: "{TEXT}"
nature: real
forum: {{preset: netmundial, decision: {{rule: veto, holders: [x]}}}}
sessions: 4
issues:
  - key: q
    name: "{TEXT}"
    question: "{TEXT}"
    dimension: scope
    low: "{TEXT}"
    high: "{TEXT}"
    status_quo: a
    draft: b
    options:
      - {{key: a, label: "{TEXT}", position: 0.0}}
      - {{key: b, label: "{TEXT} 2", position: 1.0}}
document:
  title: "{TEXT}"
  instrument: statement
  sections:
    - kind: decides
      heading: "{TEXT}"
      force: operative
      clauses:
        - {{key: c, label: "{TEXT}", title: "{TEXT}", issue: q, wordings: {{a: "{TEXT}", b: "{TEXT}"}}}}
        - {{key: d, label: "{IMAGE}2", title: "{TEXT}", issue: q, wordings: {{a: "{TEXT}", b: "{TEXT}"}}}}
blocs:
  - {{key: g, name: "{TEXT}", members: [x]}}
delegations:
  - key: x
    name: "{TEXT}"
    short: "{TEXT}"
    kind: government
    basis: inferred
    source: "{TEXT}"
    mandate: {{q: {{position: 0.1}}}}
  - {{key: y, name: "{TEXT} 2", kind: academia, basis: judgement, source: "{TEXT}", mandate: {{q: {{position: 0.9}}}}}}
"""

type Opened = Callable[..., AppTest]


def on_page(app: AppTest) -> Iterator[str]:
    """Yield what Streamlit shows of each element: what it takes for Markdown, and options."""
    for block in (app.main, app.sidebar):
        for kind in ("title", "header", "subheader", "markdown", "caption", "warning", "error", "info"):
            yield from (str(getattr(one, "value", "")) for one in block.get(kind))
        for kind in ("text_input", "text_area", "number_input", "selectbox", "multiselect", "button"):
            for one in block.get(kind):
                yield from (
                    str(getattr(one, "label", "")),
                    getattr(one, "help", "") or "",
                    getattr(one, "placeholder", "") or "",
                )
        for kind in ("button_group", "expander"):
            yield from (str(getattr(one, "label", "")) for one in block.get(kind))


def chosen_from(app: AppTest) -> Iterator[str]:
    """Yield the options of all choices."""
    for one in [*app.selectbox, *app.multiselect]:
        yield from one.options


def with_case(app: AppTest) -> AppTest:
    """Return a page once the case is at hand."""
    memory = app.session_state["memory"]
    memory.case = key_of(CASE)
    memory.uploads[memory.case] = CASE
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def turned(app: AppTest) -> list[str]:
    """Return what would turn the direction of its page: options and tables."""
    return [text for text in chosen_from(app) if TURNED in text] + [
        table for one in app.dataframe if TURNED in (table := one.value.to_csv())
    ]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[None]:
    """Have a run of the case among those of this server."""
    before = opening()
    set_opening(Opening(runs=tmp_path))
    key = key_of(CASE)
    case = scenario_of(key, {key: CASE})
    record = simulate(case.model_copy(update={"title": TEXT + TURNED}), seed=1)
    save_run(record, build_log(record), coalitions_of(record), tmp_path / "first", command="x")
    yield
    set_opening(before)


@pytest.mark.parametrize(
    ("step", "by_seat"),
    at_a_desk([*((step, False) for step in STEPS), ("wants", True)], product(STEPS, (False, True))),
)
def test_texts_of_a_case_are_shown_as_they_are_written(opened: Opened, step: str, *, by_seat: bool) -> None:
    app = with_case(opened("editor"))
    memory = app.session_state["memory"]
    next(one for one in app.button if one.label == "Open it for editing").click().run()
    desk = memory.pages["editor"]
    desk.step, desk.by_seat = step, by_seat
    app.run()
    assert not app.exception, app.exception[0].message
    assert [text for text in on_page(app) if IMAGE in text] == []


@pytest.mark.usefixtures("kept")
def test_no_list_of_the_library_turns_its_direction(opened: Opened) -> None:
    app = opened("library")
    assert len(app.dataframe) == 1
    assert turned(app) == []
