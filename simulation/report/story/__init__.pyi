from .film import draw_film as draw_film
from .film import film_css as film_css
from .film import write_film as write_film
from .handout import render_handout as render_handout
from .handout import write_handout as write_handout
from .scene_told import ToldScene as ToldScene
from .scene_told import made_line as made_line
from .scene_told import scenes_told as scenes_told
from .scene_told import title_of as title_of

__all__ = [
    "ToldScene",
    "draw_film",
    "film_css",
    "made_line",
    "render_handout",
    "scenes_told",
    "title_of",
    "write_film",
    "write_handout",
]
