"""The published models as formulas on arrays: they know no case, no room and no session."""
