"""What `validate --training` counts, beside the role sheets and the guide: the same whole points."""

import json

import numpy as np
import pytest

from simulation.cli.cases_json import print_checked
from simulation.engine.score_sheet import score_sheet
from simulation.scenario import load_pack, load_scenario
from simulation.training.counted import counted
from simulation.training.frontier import documents
from simulation.training.group.valued import stakes_of
from tests.extent import at_a_desk

TRAININGS = ("first_hour", "ai_oversight", "wtpf13_training")


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_the_best_package_has_the_points_that_its_wordings_have_on_paper(name: str) -> None:
    case, pack = load_scenario(name), load_pack(name)
    assert pack is not None
    sheet, best = score_sheet(case), dict(pack.best_package.options)
    read = counted(case, best).as_read
    assert read.text is not None
    on_paper = sheet.in_whole_points()
    assert read.text.tolist() == on_paper.worth(best)[sheet.decides].tolist()
    assert read.none.tolist() == on_paper.no_deal[sheet.decides].tolist()


@pytest.mark.parametrize("name", ["first_hour", "ai_oversight"])
def test_least_and_most_are_those_of_the_documents_that_can_be_had_counted_on_paper(name: str) -> None:
    case = load_scenario(name)
    sheet = score_sheet(case)
    on_paper = sheet.in_whole_points()
    texts = [
        {
            issue.key: issue.options[option].key
            for issue, option in zip(case.issues, document, strict=True)
            if option >= 0
        }
        for document in documents(stakes_of(case)).option.tolist()
    ]
    assert not any(sheet.refuses(text) for text in texts)
    some = np.array([on_paper.worth(text) for text in texts])[:, sheet.decides]
    read = counted(case).as_read
    assert read.least.tolist() == some.min(axis=0).tolist()
    assert read.most.tolist() == some.max(axis=0).tolist()


def test_a_terminal_and_json_tell_the_points_of_the_papers(capsys: pytest.CaptureFixture[str]) -> None:
    case, pack = load_scenario("ai_oversight"), load_pack("ai_oversight")
    assert pack is not None
    print_checked([("ai_oversight", [], counted(case, dict(pack.best_package.options)))])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    read = file["counted"]
    points = [value for seat in read["seats"] for name, value in seat.items() if name != "key"]
    points += [value for clause in read["clauses"] for value in clause["alone"].values()]
    assert len(points) > len(read["seats"])
    assert all(map(float.is_integer, points))
