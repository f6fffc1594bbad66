"""Drawings: SVG, scales, charts of rows, the braid, and the colours of light and dark."""
