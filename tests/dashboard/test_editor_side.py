"""What stands beside the steps of the editor: folded parts are made once they are opened, pictures once for a case."""

import pytest

from dashboard.editor.opening_case import Data
from dashboard.frame.language import words_in
from tests.dashboard.test_editor import Opened, go, laid, press, shown
from tests.spoken_for import BY_LANGUAGE

FOLDS = ("editor.preview.table", "editor.signing.folded", "editor.signing.table")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_what_is_folded_is_made_once_it_is_opened(opened: Opened, language: str) -> None:
    say = words_in(language).say
    app = press(opened("editor", {"case": "wtpf13", "lang": language}), say("editor.start.there.do"))
    assert not app.dataframe
    folded = len(app.get("bidi_component"))
    for key in FOLDS:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    answers, stands = (table.value for table in app.dataframe)
    case = laid(app).data
    assert list(stands[say("term.position")].dropna()) == sorted(stands[say("term.position")].dropna())
    assert set(stands[say("term.delegation")]) == {seat["name"] for seat in case["delegations"]}
    assert len(answers) == sum(len(issue["options"]) for issue in case["issues"])
    assert set(answers[say("editor.signing.verdict")]) > {say("editor.signing.stopped")}
    assert len(app.get("bidi_component")) == folded + 1


def test_a_picture_is_drawn_once_until_the_case_is_another(opened: Opened) -> None:
    app = press(opened("editor", {"case": "first_hour"}), "Open it for editing")
    go(app, "wants")
    seen = laid(app).seen
    drawn = dict(seen.drawn)
    laid(app).by_seat = True
    app.run()
    assert laid(app).seen is seen
    assert seen.drawn == drawn
    laid(app).edit(lambda data: {**data, "delegations": data["delegations"][1:]})
    app.run()
    assert laid(app).seen.drawn.keys() == drawn.keys()
    assert not set(laid(app).seen.drawn.values()) & set(drawn.values())


def test_numbers_and_other_names_stay_behind_a_name_that_is_written_from_right_to_left(
    opened: Opened,
) -> None:
    name = "ארד"
    app = press(opened("editor", {"case": "first_hour"}), "Open it for editing")

    def renamed(data: Data) -> Data:
        first, *others = data["delegations"]
        mandate = {
            key: {**one, "position": {"mean": 0.1, "sd": 0.5}} for key, one in first["mandate"].items()
        }
        return {**data, "delegations": [{**first, "name": name, "short": name, "mandate": mandate}, *others]}

    laid(app).edit(renamed)
    go(app, "wants")
    assert f"\u200e{name}\u200e 0.1 ± 0.5" in shown(app)
    seen = laid(app).seen
    assert seen is not None
    drawn = "".join(map(str, seen.drawn.values()))
    assert f"\u200e{name}\u200e: " in drawn
    assert f">\u200e{name}\u200e, " in drawn
    assert f"{name}<" not in drawn.replace(f">{name}<", "")
