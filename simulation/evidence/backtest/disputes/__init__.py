"""Plays disputes of which somebody wrote down who stood where, with the conference as it is, and scores what is known.

`rules` reads a rule in words as a forum preset; `cases` makes a case of a dispute, with the general defaults for all
that its file does not say; `odds` turns landings into probabilities of wordings; `run_disputes` plays and scores, and
`disputes_told` says in words what came out. Nothing is fitted: rules, defaults and scores were fixed before any
dispute was played.

Letters, beside those of `simulation.arrays`: K what an issue can end in, its options from 0 to 1 and then no agreement.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
