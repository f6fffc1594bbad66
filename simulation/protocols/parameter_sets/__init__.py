"""Sets of parameters that fit what happened about equally well, and which of them a replication draws.

The shipped table, `sets.csv` with `provenance.json`, stands here once `delegation-sim calibrate` has made it.
"""
