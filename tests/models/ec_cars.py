"""The emission standards of 1994, ten members on one issue: the case that the literature on the challenge model shares.

Positions are years until standards for medium cars; the published outcome is 8.833 years [Scholz2011]_.
"""

import numpy as np

MEMBERS = ("NL", "BE", "LU", "DE", "FR", "IT", "UK", "IE", "DK", "GR")
NL, BE, LU, DE, FR, IT, UK, IE, DK, GR = range(10)
POSITION = np.array([4.0, 7, 4, 4, 10, 10, 10, 7, 4, 7])
CAPABILITY = np.array([0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08])
SALIENCE = np.array([0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7])
