"""Tests the ballot of the conference on recorded votes and on signatures: who votes how, and who signs.

`vote_tables` reads votes, signatures, positions and groups. `earlier_votes` says what a member's other votes, and
those of members near it, tell of the next one. `forms` lists what is tested and fits it: every form is a margin that
the ballot of the conference turns into chances. `folds` leaves out one roll call, or one region, at a time; `scores`
says how good the chances were, and `ballots_told` tells it. `case` asks a case for its chances on a text.

Letters, beside those of `simulation.arrays`: K roll calls, M members of the voting body, F terms of a form.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
