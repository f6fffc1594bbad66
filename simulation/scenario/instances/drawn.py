"""An instance of a case: its numbers and its words, from the case and a number."""

from simulation.scenario.drafting import without_drafts
from simulation.scenario.instances.instance_moves import moves_of
from simulation.scenario.instances.instance_numbers import with_numbers
from simulation.scenario.instances.instance_texts import with_words
from simulation.scenario.schema import Scenario
from simulation.words import LANGUAGES, told_in
from simulation.words.catalogue import ENGLISH

__all__ = ["instance_of"]


def instance_of(case: Scenario, number: int) -> Scenario:
    """Return an instance of a case, without what drafting groups may write: loading adds that.

    Mandates move between seats, and what a clause means to the room moves between clauses of like shape, with all their
    numbers. So every document of the instance is worth to the seats what one of the case is worth to those whose
    mandates they have: as many can be adopted, as many are efficient, each seat can win as much. The same number gives
    the same instance, byte for byte; 0 gives the case.

    Raises:
        ScenarioError: if the case has no instances, or none can be drawn.
    """
    if number == 0:
        return case
    written = without_drafts(case)
    language = case.told_language or case.language
    with told_in(language if language in LANGUAGES else ENGLISH):
        moves = moves_of(written, number)
        told = with_words(with_numbers(written, moves), written, moves, number)
    return told.model_copy(update={"instance": number, "instances": None})
