"""Tests an assembly against one that met: who signed with whom, and which text survived.

The data are those of Chile's Constitutional Convention [OliveraFabrega2026]_, which do not ship. `convention_files`
reads the folder, `measures` holds how good a forecast is and `linear` the regressions behind simple models and
calibration: they and the folds were committed before the product was scored, though after prototypes had been, on the
same data. `case` writes the data as a case that the engine plays. `together` scores who stands with whom, `survival`
which text survives, both beside simple models; `fit` fits the weights that ship once more, `run_convention` does all
of it and `convention_told` says what came out, losers included.

Letters, beside those of `simulation.arrays`: P pairs of members, N texts, K columns of a regression, G groups.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
