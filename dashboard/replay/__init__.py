"""The replay of one run: its page, its data, other runs beside it, and the replays that ship."""
