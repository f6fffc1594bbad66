"""Fits the parameters of the conference to what happened: history matching, then approximate Bayesian computation."""
