"""What a notebook shows: pictures and cards that are safe, whole by themselves, and reach nothing else on the page."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simulation import load_scenario, simulate
from simulation.drawing import DARK, LIGHT, Picture
from simulation.errors import StudyError, UnknownComponentError
from simulation.in_notebook import InNotebook
from simulation.notebook import compare, ensemble, forecast, tournament
from simulation.scenario import Scenario
from simulation.scenario.translations import in_language
from simulation.words import told_in

EVIL = "<script>alert(1)</script>"
QUOTE = "\"><img src=x onerror='alert(2)'>"


@pytest.fixture(scope="module")
def case() -> Scenario:
    """Return a case whose every name tries to break out."""
    changed = {f"delegations.{key}.name": f"{key} {EVIL}" for key in ("TAM", "ALT", "NOR")}
    changed |= {f"delegations.{key}.short": f"<b>{key}" for key in ("TAM", "ALT", "NOR")}
    changed |= {
        "title": EVIL,
        "issues.pace.name": f"Pace {QUOTE}",
        "issues.pace.options.continue.label": EVIL,
    }
    return load_scenario("first_hour", overrides=changed)


@pytest.fixture(scope="module")
def results(case: Scenario) -> list[InNotebook]:
    """Return a result of every kind of that case."""
    compared = compare(case, {"sessions": 3}, n=6)
    return [
        simulate(case, seed=8),
        ensemble(case, n=6),
        compared,
        compared.summary,
        forecast(case, n=2),
        tournament(case, seats=["TAM"], n=2),
    ]


def pictures(result: InNotebook) -> Iterator[Picture]:
    with pytest.raises(UnknownComponentError) as raised:
        result.plot("nothing of the kind")
    assert raised.value.valid
    for what in raised.value.valid:
        yield result.plot(what)


def test_nothing_that_a_case_calls_itself_becomes_markup(results: list[InNotebook]) -> None:
    shown = [result._repr_html_() for result in results]
    shown += [table._repr_html_() for result in results for table in result.tables().values()]
    drawn = [picture for result in results for picture in pictures(result)]
    shown += [picture._repr_html_() for picture in drawn] + [picture._repr_svg_() for picture in drawn]
    assert len(shown) > 60
    assert [text for text in shown if re.search("<script|<img|<b>", text, re.IGNORECASE)] == []
    assert sum("&lt;script&gt;" in text for text in shown) > 10, "and yet it is told"


@pytest.mark.parametrize(
    "make",
    [
        lambda case: forecast(case, n=2),
        lambda case: tournament(case, seats=["TAM"], n=2),
        lambda case: compare(case, {"sessions": 3}, n=4),
        lambda case: ensemble(case, n=4),
        lambda case: simulate(case, seed=8),
    ],
)
def test_a_card_and_its_pictures_name_a_case_as_the_language_does(
    make: Callable[[str], InNotebook],
) -> None:
    result = make("first_hour")
    keys = [issue.key for issue in load_scenario("first_hour").issues]
    names = {code: texts_of(in_language(load_scenario("first_hour"), code)) for code in ("en", "fr")}
    for code, other in (("en", "fr"), ("fr", "en")):
        with told_in(code):
            shown = unescape(
                "".join([result._repr_html_(), *(each._repr_html_() for each in pictures(result))])
            )
        assert next(iter(names[code])) in shown
        foreign = names[other].keys() - names[code].keys()
        assert {name for name in foreign if name in shown and name.lower() not in keys} == set()


def texts_of(case: Scenario) -> dict[str, None]:
    """Return the title of a case, and how its issues, wordings and delegations are called."""
    wordings = [option.label for issue in case.issues for option in issue.options]
    names = [*(issue.name for issue in case.issues), *(one.short or one.name for one in case.delegations)]
    return dict.fromkeys([case.title, *wordings, *names])


def test_a_picture_without_a_name_is_the_first_and_an_unknown_one_is_told(results: list[InNotebook]) -> None:
    record = results[0]
    assert record.plot() == record.plot("positions") != record.plot("brackets")
    with pytest.raises(
        UnknownComponentError, match=r"no picture 'bracket'.*'brackets'.*Valid: positions, brackets"
    ):
        record.plot("bracket")
    with told_in("fr"), pytest.raises(UnknownComponentError, match="n’a pas d’image 'x'"):
        record.plot("x")


def test_a_drawing_that_is_saved_needs_nothing_around_it(results: list[InNotebook], tmp_path: Path) -> None:
    for result in results:
        for number, picture in enumerate(pictures(result)):
            text = picture.save(tmp_path / f"{number}.svg").read_text("utf-8")
            root = ET.fromstring(text)  # noqa: S314 - ours
            assert root.tag == "{http://www.w3.org/2000/svg}svg"
            names = set(re.findall(r"var\(--(\w+)\)", text))
            assert names <= {"edge"}, "colours are written out, for few programs know their names"
            assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == []
            assert root.findall(".//{http://www.w3.org/2000/svg}svg"), "the charts"
            assert picture.title in "".join(root.itertext())


def test_a_picture_is_kept_as_a_drawing_or_a_page(results: list[InNotebook], tmp_path: Path) -> None:
    page = results[0].plot().save(tmp_path / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    with pytest.raises(StudyError, match=r"'x\.pdf' is neither"):
        results[0].plot().save(tmp_path / "x.pdf")
    with pytest.raises(ValueError, match=r"as \.svg or \.html; 'x\.png' is neither"):
        results[0].plot().save(tmp_path / "x.png")


def test_no_rule_of_a_card_reaches_beyond_it(results: list[InNotebook]) -> None:
    for result in results:
        (sheet,) = re.findall("<style>(.*?)</style>", result._repr_html_(), re.DOTALL)
        for selector in outermost(sheet):
            assert selector.startswith("@media screen") or all(
                ".delegation-sim" in each for each in selector.split(",")
            ), selector


def outermost(sheet: str) -> Iterator[str]:
    """Yield what stands before each block that lies in no other."""
    depth, begun = 0, 0
    for place, sign in enumerate(sheet):
        if sign == "{":
            if depth == 0:
                yield sheet[begun:place].strip()
            depth += 1
        elif sign == "}":
            depth -= 1
            begun = place + 1


def test_a_card_follows_the_look_of_its_page(results: list[InNotebook]) -> None:
    html = results[0]._repr_html_()
    for selector, tokens in (
        (r"^<div class=\"delegation-sim\"><style>\.delegation-sim", LIGHT),
        (r"prefers-color-scheme:dark\)\{\.delegation-sim", DARK),
        (r"\[data-jp-theme-light=false\] \.delegation-sim,[^{]*\.vscode-dark \.delegation-sim", DARK),
        (r"\[data-theme=light\] \.delegation-sim,[^{]*", LIGHT),
    ):
        (found,) = re.findall(selector + r"\{([^}]*)\}", html)
        assert f"--ink:{tokens['ink']}" in found
        assert f"--page:{tokens['page']}" in found


def test_two_cards_on_one_page_share_no_key() -> None:
    one, other = (simulate("first_hour", seed=seed)._repr_html_() for seed in (8, 9))
    keys = [set(re.findall(r'\bid="([^"]+)"', html)) for html in (one, other)]
    assert keys[0]
    assert keys[0] & keys[1] == set()
    for html, own in ((one, keys[0]), (other, keys[1])):
        labelled = {key for found in re.findall(r'aria-labelledby="([^"]+)"', html) for key in found.split()}
        assert labelled <= own


def test_a_card_is_told_in_the_language_of_the_reader() -> None:
    record = simulate("first_hour", seed=8)
    with told_in("fr"):
        french = record._repr_html_()
    assert "Une négociation" in french
    assert "Une négociation" not in record._repr_html_()
