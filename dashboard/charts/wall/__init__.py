"""The room of a class as its wall and its record show it: coalition map and braid so far, drawn on the server."""

from dashboard.charts.wall.braid import draw_braid_so_far, draw_strip
from dashboard.charts.wall.coalition_map import draw_map
from dashboard.charts.wall.picture import Picture, Size

__all__ = ["Picture", "Size", "draw_braid_so_far", "draw_map", "draw_strip"]
