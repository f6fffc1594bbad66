"""Rounds, batches and records: how a case is played."""
