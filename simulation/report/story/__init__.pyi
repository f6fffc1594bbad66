from .film import BEGUN as BEGUN
from .film import GLIDE as GLIDE
from .film import STAY as STAY
from .film import draw_film as draw_film
from .handout import render_handout as render_handout
from .scene_told import ToldScene as ToldScene
from .scene_told import made_line as made_line
from .scene_told import scenes_told as scenes_told
from .scene_told import title_of as title_of

__all__ = [
    "BEGUN",
    "GLIDE",
    "STAY",
    "ToldScene",
    "draw_film",
    "made_line",
    "render_handout",
    "scenes_told",
    "title_of",
]
