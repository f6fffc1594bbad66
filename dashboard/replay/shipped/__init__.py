"""Replays that ship worked out: see `dashboard.precompute`."""
