"""What the how-to hands to Mesa's viewer fits the model; the viewer is no dependency, and is not started here."""

import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from simulation.abm import NegotiationModel
from tests.own_agents import Stubborn

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "mesa.md"


class Shown:
    """What was handed to the viewer, which takes it and shows it."""

    def __init__(
        self,
        model: NegotiationModel,
        components: Iterable[str],
        model_params: Mapping[str, object],
        name: str = "",
    ) -> None:
        self.model, self.components, self.parameters = model, list(components), dict(model_params)
        self.name = name

    def reset(self) -> NegotiationModel:
        """Make the model anew, as the viewer does: with the values of the fields on the page."""
        values = {
            name: given["value"] if isinstance(given, dict) and "type" in given else given
            for name, given in self.parameters.items()
        }
        return type(self.model)(**values)  # type: ignore[arg-type] # each by its name


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Return what the block of the page hands over; `solara` need not be there for that."""
    (block,) = re.findall(
        r"^```python\n(from mesa\.visualization .*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    viewer = ModuleType("mesa.visualization")
    vars(viewer).update(SolaraViz=Shown, make_plot_component=str)
    monkeypatch.setitem(sys.modules, "mesa.visualization", viewer)
    variables: dict[str, object] = {"NegotiationModel": NegotiationModel, "Principled": Stubborn}
    exec(block, variables)  # noqa: S102 - the page is ours
    page = variables["page"]
    assert isinstance(page, Shown)
    return page


def test_every_parameter_of_the_viewer_is_one_of_the_model(shown: Shown) -> None:
    takes = inspect.signature(NegotiationModel.__init__).parameters
    assert set(shown.parameters) <= set(takes)
    required = {name for name, one in takes.items() if one.default is one.empty and name != "self"}
    assert required <= set(shown.parameters)


def test_the_viewer_steps_to_the_end_and_begins_anew(shown: Shown) -> None:
    model = shown.model
    while model.running:
        model.step()
    held = model.session
    model.step()
    assert model.session == held
    anew = shown.reset()
    assert (anew.session, anew.seed, anew.running) == (0, model.seed, True)
    assert anew.agents.select(agent_type=Stubborn).get("key") == ["TAM"]
    assert anew.run().outcome.option.tolist() == model.record.outcome.option.tolist()


def test_the_curves_of_the_viewer_are_collected(shown: Shown) -> None:
    shown.model.run()
    assert shown.model.datacollector is not None
    kept = shown.model.datacollector.get_model_vars_dataframe()
    assert set(shown.components) <= set(kept.columns)
    assert kept["brackets"].nunique() > 1
