"""Pure functions from data to a chart or to what a component draws."""
