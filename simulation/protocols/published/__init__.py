"""The published models as protocols: each moves positions by its formulas and ends in the text nearest to them."""
