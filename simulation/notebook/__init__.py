"""For notebooks and scripts: play in one call, and get results that have tables, pictures and a card.

>>> from simulation.notebook import ensemble
>>> many = ensemble("worked_package", n=4)
>>> many
<StudyResult of worked_package: ensemble, seed 1, 4 replications of base>
>>> sorted(many.tables())
['coalitions', 'estimates', 'replications']
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
