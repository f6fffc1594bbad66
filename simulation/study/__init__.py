"""What-if work: variants of a case, many replications of each, and what can be said of the difference.

>>> from simulation.study import ensemble_of, play_study
>>> summary = play_study(ensemble_of("worked_package", replications=4))
>>> summary.finding("class.consensus_clean").estimates[0].value
1.0
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
