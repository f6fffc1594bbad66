"""The room of a class as its projector and its record show it: coalition map and braid so far, drawn on the server."""

from dashboard.classroom.room_drawing.braid_so_far import draw_braid_so_far, draw_strip
from dashboard.classroom.room_drawing.coalition_map import draw_map
from dashboard.classroom.room_drawing.table_picture import Picture, Size

__all__ = ["Picture", "Size", "draw_braid_so_far", "draw_map", "draw_strip"]
