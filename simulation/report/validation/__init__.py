"""Pictures of what was tested: how reliable chances are, which text survives, who stood with whom."""
