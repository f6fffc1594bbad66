"""Tests forecasts against decisions that were taken, with nothing fitted to what it is scored on.

`decision_tables` reads the table: the DEU III data set in the form in which its authors publish it, or one line per
issue and delegation [Arregui2021]_. `decisions` holds it as arrays, to which `council` adds the votes in the Council.
`models` lists what is tested: models of one number, which take positions, capability and salience and are used as
they are; and models of a distribution, which learn. `grouped` keeps a proposal together, in the ten folds as in the
resamples behind intervals: its issues were settled at one table. `run_backtest` plays it, `score` says how good each
was and how far from the weighted mean, `fit` fits the coefficients of the outcome layer to the whole table again, and
`backtest_told` says in words what came out, with the losers named.

Letters, beside those of `simulation.arrays`: N decisions, P proposals, B resamples, G marks from 0 to 100.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
