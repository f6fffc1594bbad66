"""The report of a run: self-contained, safe, accessible, and true to the run."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.drawing.safe_text import clean, clip
from simulation.engine.batch import negotiate
from simulation.errors import RecordError
from simulation.reasons import build_log, coalitions_of
from simulation.report import render_report, write_report
from simulation.report.axes import choose_axes, second_issue
from simulation.report.moments import choose_moments
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.storage import Run, load_run, make_run, rows_of, write_run
from simulation.text import survival
from tests.extent import at_a_desk
from tests.html_pages import Page


def play(scenario: Scenario, seed: int = 1) -> Run:
    record = negotiate(scenario, seed=seed)
    return make_run(
        record, build_log(record), coalitions_of(record), command="delegation-sim run case --seed 1"
    )


@pytest.fixture(scope="module")
def run() -> Run:
    return play(load_scenario("wtpf13_training"))


@pytest.fixture(scope="module")
def source(run: Run) -> str:
    return render_report(run)


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_the_page_asks_for_nothing_outside_and_runs_nothing(source: str, page: Page) -> None:
    names = {name for name, _ in page.elements}
    assert (
        names & {"script", "link", "img", "iframe", "object", "embed", "a", "form", "image", "use"} == set()
    )
    attributes = {name for _, found in page.elements for name in found}
    assert {name for name in attributes if name.startswith("on")} | attributes & {
        "src",
        "href",
        "action",
    } == set()
    assert "url(" not in source
    assert "@import" not in source
    policy = next(meta for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert (policy["content"] or "").startswith("default-src 'none'")


def test_every_drawing_says_what_it_shows(page: Page) -> None:
    ids = Counter(found["id"] for _, found in page.elements if "id" in found)
    assert max(ids.values()) == 1
    drawings = page.all("svg")
    assert len(drawings) > 10
    for drawing in drawings:
        if drawing.get("aria-hidden") == "true":
            continue
        assert drawing["role"] == "img"
        assert all(key in ids for key in (drawing["aria-labelledby"] or "").split())


def test_every_chart_has_its_table(source: str) -> None:
    charts = [part for part in source.split("<section") if 'class="chart"' in part]
    assert len(charts) == 2
    assert all("Show as table" in part for part in charts)
    assert source.count("Show as table") == 4


def test_the_page_tells_the_outcome_and_how_to_repeat_it(run: Run, page: Page) -> None:
    manifest = run.manifest
    for words in (
        str(manifest.sentence),
        "delegation-sim run case --seed 1",
        manifest.scenario_hash,
        f"seed {manifest.seed}",
        "This is one run.",
        *(name for name in run.tables["delegations"]["short"]),
        *(clause.title for clause in run.documents[-1].clauses),
    ):
        assert words in page.text, words


def test_every_session_is_told(run: Run, page: Page) -> None:
    assert all(str(headline) in page.text for headline in run.tables["sessions"]["headline"])


def test_the_page_is_the_same_from_the_folder_and_from_memory(run: Run, source: str, tmp_path: Path) -> None:
    assert render_report(load_run(write_run(run, tmp_path / "run"))) == source


@pytest.mark.parametrize(
    "case",
    at_a_desk(["worked_package"], ["worked_package", "worked_clock", "worked_isolation", "unga_cyber"]),
)
def test_other_cases_can_be_reported(case: str) -> None:
    page = Page(render_report(play(load_scenario(case))))
    assert page.open == []
    assert "None" not in page.text
    assert "nan" not in page.text


@pytest.fixture(scope="module")
def mean() -> Run:
    return play(load_scenario("wtpf13_training", overrides={"protocol": "{key: compromise}"}))


def test_where_nobody_was_asked_the_page_says_so_and_shows_neither_groups_nor_reasons(mean: Run) -> None:
    source = render_report(mean)
    page = Page(source)
    assert page.open == []
    assert "The method (weighted mean) asks no delegation: it says where the opinion would land" in page.text
    for words in ("Adopted", "by consensus", "Who stood with whom", "block", "persuaded", "Show brackets"):
        assert words not in page.text, words
    assert 'class="chart"' not in source
    for issue, place in zip(mean.scenario.issues, mean.position[-1, 0].tolist(), strict=True):
        assert f"{issue.name} {place:.2f} " in page.text


def test_events_of_a_case_are_no_hindrance() -> None:
    note = "New orders from the capital"
    order = f"{{session: 2, kind: instruction, note: {note}, delegation: OPEN, issue: seats, position: 0.6}}"
    case = load_scenario("worked_package", overrides={"events": f"[{order}]"})
    page = Page(render_report(play(case)))
    assert page.open == []
    assert "New instructions arrived." in page.text


@pytest.mark.parametrize("case", at_a_desk(["worked_package"], ["wtpf13_training", "worked_package"]))
def test_the_page_counts_what_became_of_each_type_of_clause(case: str) -> None:
    run = play(load_scenario(case))
    page = Page(render_report(run))
    for row in survival(run.scenario, run.documents[-1]):
        words = f"{row.kind.replace('_', ' ')} ({row.force}) {row.clauses} {row.survived} "
        assert words in page.text, words


def without_groups_at(run: Run, *sessions: int) -> Run:
    """Return a run with nobody in a detected group in these sessions."""
    table = run.tables["memberships"]
    kept = [row for row in rows_of(table) if row["issue"] or row["session"] not in sessions]
    columns = {name: [row[name] for row in kept] for name in table}
    return Run(manifest=run.manifest, tables={**run.tables, "memberships": columns})


def test_groups_only_in_between_are_not_called_none_and_as_many(run: Run) -> None:
    page = Page(render_report(without_groups_at(run, 1, run.manifest.sessions)))
    assert "Groups formed and came apart; none is left at the end" in page.text


def test_a_link_in_the_place_of_the_page_is_not_followed(run: Run, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    link = tmp_path / "report.html"
    link.symlink_to(outside)
    with pytest.raises(RecordError, match="is not a plain file"):
        write_report(run, link)
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_page_that_fails_half_way_leaves_the_old_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    path.write_text("the old one", encoding="utf-8")

    def half(self: Path, data: bytes) -> int:
        with self.open("wb") as stream:
            stream.write(data[: len(data) // 2])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(KeyboardInterrupt):
        write_report(run, path)
    assert path.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_page_that_cannot_be_written_is_reported(run: Run, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be written"):
        write_report(run, tmp_path / "nowhere" / "report.html")


def test_the_page_is_written_as_it_is_rendered(run: Run, source: str, tmp_path: Path) -> None:
    path = write_report(run, tmp_path / "report.html")
    assert path.read_text(encoding="utf-8") == source


HOSTILE = (
    "<script>alert(1)</script>",
    "![x](http://evil.example/a.png)",
    "\u202eevil\u202c\u2066",
    "X" * 200,
    "</title></svg><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
    "\u0645\u0635\u0631",
    "&lt;b&gt;",
)


def hostile_case() -> Scenario:
    data: dict[str, Any] = load_scenario("wtpf13_training").model_dump(mode="json", by_alias=True)
    data["title"] = "<img src=x onerror=alert(1)>\u202e"
    data["notes"] = "</p><script>alert(2)</script>"
    data["sources"] = {"S1": "javascript:alert(1) <a href='http://evil.example'>x</a>"}
    for delegation, name in zip(data["delegations"], HOSTILE, strict=False):
        delegation |= {"name": name, "short": None}
    for issue in data["issues"]:
        issue["name"] = f"<b>{issue['name']}</b>"
        for option in issue["options"]:
            option["label"] = f"<i>{'Q' * 180}</i>"
    for section in data["document"]["sections"]:
        section["heading"] = "<h1>\u202e"
        for clause in section["clauses"]:
            clause["title"] = "</div><style>*{display:none}</style>"
            clause["wordings"] = {key: f"<script>{text}</script>" for key, text in clause["wordings"].items()}
    return Scenario.model_validate(data)


def test_hostile_names_are_shown_and_do_nothing() -> None:
    run = play(hostile_case())
    source = render_report(run)
    page = Page(source)
    assert page.open == []
    assert {name for name, _ in page.elements} & {"script", "img", "a", "i", "h1"} == {"i", "h1"}
    assert len(page.all("h1")) == len(page.all("style")) == 1
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    assert re.findall("[\u202a-\u202e\u2066-\u2069]", source) == []
    assert "<script>alert(1)</script>" in page.text or "<script>alert(1)</scrip…" in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert "\u0645\u0635\u0631" in page.text


def test_a_long_name_is_cut_where_it_is_a_label_and_whole_where_it_is_asked_for() -> None:
    run = play(hostile_case())
    page = Page(render_report(run))
    labels = [
        found for _, found in page.elements if found.get("class") == "who" and found.get("title") == "X" * 200
    ]
    assert labels
    assert clip("X" * 200, 24) == "X" * 23 + "…"
    assert clip("X" * 200, 24) in page.text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Al\u202eba\u202c", "Alba"),
        ("a\u0000b\u001bc", "abc"),
        ("zero\u200bwidth", "zerowidth"),
        ("line\u2028end", "line end"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),  # Persian needs the non-joiner
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_characters_that_act_are_taken_out_and_others_stay(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_the_main_axis_is_the_mean_weighted_by_what_issues_mean_to_the_room(run: Run) -> None:
    axes = choose_axes(run)
    salience = np.asarray(run.tables["mandates"]["salience"]).reshape(run.opening.shape)
    expected = run.position[-1] @ (salience.mean(axis=0) / salience.mean(axis=0).sum())
    np.testing.assert_allclose(axes.main[-1], expected)
    np.testing.assert_allclose(axes.weight.sum(), 1.0)
    assert len(axes.main) == run.manifest.sessions + 1


def test_the_second_axis_is_the_issue_on_which_the_room_stays_furthest_apart(run: Run) -> None:
    axes = choose_axes(run)
    position = np.concatenate([run.opening[None], run.position])
    r = np.array(
        [np.corrcoef(axes.main.ravel(), place.ravel())[0, 1] for place in np.moveaxis(position, 2, 0)]
    )
    adds = axes.weight * position.std(axis=1).mean(axis=0) * np.sqrt(1 - r**2)
    marked = [
        len({option.position for option in issue.options if option.kind not in ("delete", "refer")}) > 1
        for issue in run.scenario.issues
    ]
    best = max(range(len(r)), key=lambda issue: (marked[issue] and abs(r[issue]) <= 0.9, adds[issue]))
    assert axes.issue == run.scenario.issues[best]
    assert axes.correlation == pytest.approx(r[best])


def test_the_height_is_no_issue_that_is_settled_early_and_none_that_repeats_the_mean() -> None:
    apart = np.array([0.0, 0.3, 0.7, 1.0])
    early, late, same = np.zeros((8, 4)), np.tile([0.0, 1.0, 0.0, 1.0], (8, 1)), np.tile(apart, (8, 1))
    early[0] = [1.0, 0.0, 0.0, 1.0]
    position = np.stack([early, late, same], axis=2)
    assert second_issue(same, position, np.ones(3) / 3, [True] * 3)[0] == 1
    assert second_issue(same, position, np.ones(3) / 3, [True, False, True])[0] == 0
    assert (
        second_issue(same, position, np.array([0.99, 0.0, 0.01]), [True] * 3)[0] == 0
    )  # it means nothing to anybody
    assert second_issue(same, position[..., 2:], np.ones(1), [True]) == (None, 0.0)
    assert second_issue(same, position[..., [2, 2]], np.ones(2), [True] * 2)[0] == 0


def test_there_are_four_moments_in_order_the_last_of_them_the_end(run: Run) -> None:
    sessions = [moment.session for moment in choose_moments(run)]
    assert len(sessions) == 4
    assert sessions == sorted(set(sessions))
    assert sessions[-1] == run.manifest.sessions
