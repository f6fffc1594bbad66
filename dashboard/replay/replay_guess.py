"""What a reader may guess before a run is played: does a clause get into the text, and who first leaves its group."""

import numpy as np

from dashboard.replay.replay_contract import Guess
from dashboard.replay.replay_view import View
from dashboard.replay.typicality import FEWEST
from simulation.coalitions import first_to_leave
from simulation.study import OtherEndings, guesses_before

__all__ = ["guess_of"]


def guess_of(view: View) -> Guess:
    """Return the two questions, the answers of the run, and how many runs of the ensemble end so."""
    run, ensemble = view.run, view.ensemble
    session, first = first_to_leave(run.history.label)
    others = None
    if ensemble is not None and ensemble.n >= FEWEST:
        others = OtherEndings(in_text=ensemble.in_text, first=ensemble.first)
    asked = guesses_before(
        disputed=np.sum(
            [[clause.status == "bracketed" for clause in text.clauses] for text in run.documents], axis=0
        ).tolist(),
        first=first,
        capability=view.capability,
        decides=np.asarray(run.tables["delegations"]["decides"], dtype=np.bool_),
        seed=run.manifest.seed,
        others=others,
    )
    return Guess(
        clause=asked.clause,
        written=[int(clause.status == "adopted") for clause in run.documents[-1].clauses],
        hits=None if asked.in_text is None else list(asked.in_text),
        choices=list(asked.choices),
        first=view.by_voice(first),
        session=session,
        first_hits=None if asked.first is None else list(asked.first),
        nobody_hits=asked.nobody,
    )
