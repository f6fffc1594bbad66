"""Settings of the documentation, built by `make docs`."""

import ast
import sys
from importlib import import_module
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TypeAliasType

from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.inventory import faces, repeated

project = "delegation-sim"
author = "The delegation-sim authors"
copyright = author  # noqa: A001 - the name Sphinx asks for
version = release = installed_version(project)
language = "en-GB"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
suppress_warnings = ["ref.citation"]  # the bibliography also holds works that no docstring cites

nb_execution_mode = "force"  # no output is kept in the notebooks: the site shows what they give today
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_execution_in_temp = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "undoc-members": True, "exclude-members": "info,model_config"}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_numpy_docstring = False

linkcheck_timeout = 10  # seconds for each address, asked twice at most
linkcheck_retries = 2
linkcheck_rate_limit_timeout = 30
linkcheck_ignore = [r"http://(127\.0\.0\.1|localhost)[:/].*"]  # a server on the reader's machine

html_theme = "furo"
html_title = "delegation-sim"


def setup(app: Sphinx) -> None:
    """Write a page for the face of every package, which lists what is public in it, and bring the notebooks."""
    app.connect("builder-inited", _write_faces)
    app.connect("builder-inited", _bring_notebooks)


def _write_faces(app: Sphinx) -> None:
    folder = Path(app.srcdir) / "reference" / "library"
    folder.mkdir(exist_ok=True)
    for name in faces():
        page = f"{name}\n{'=' * len(name)}\n\n.. automodule:: {name}\n{_left_out(name)}\n{_data(name)}"
        (folder / f"{name}.rst").write_text(page, encoding="utf-8")


def _bring_notebooks(app: Sphinx) -> None:
    """Copy the notebooks of `examples/` to where pages are read from; one that is there as it is keeps its time."""
    folder = Path(app.srcdir) / "tutorials" / "notebooks"
    folder.mkdir(exist_ok=True)
    for notebook in sorted((Path(app.srcdir).parent / "examples").glob("*.ipynb")):
        copy, text = folder / notebook.name, notebook.read_text(encoding="utf-8")
        if not copy.is_file() or copy.read_text(encoding="utf-8") != text:
            copy.write_text(text, encoding="utf-8")


def _left_out(face: str) -> str:
    """Return the option that leaves out what a package further down documents, and where that is."""
    if face != "simulation":
        return ""
    also = "\n".join(f"* ``{name}``, see :py:mod:`{home}`" for name, home in sorted(repeated().items()))
    return f"   :exclude-members: {', '.join(repeated())}\n\nAlso here:\n\n{also}\n"


def _data(face: str) -> str:
    """Return entries for what is neither a class nor a function, which autodoc knows only where it is written."""
    stub = Path(import_module(face).__file__ or "").with_suffix(".pyi")
    if not stub.is_file():
        return ""
    found = []
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            module = f"{face}.{node.module}"
            said = ModuleAnalyzer.for_module(module).find_attr_docs()
            home = vars(import_module(module))
            names = [one.name for one in node.names if not _is_known(home[one.name])]
            found += [_entry(name, said.get(("", name), [])) for name in names]
    return "\n".join([f".. py:currentmodule:: {face}", "", *found])


def _is_known(thing: object) -> bool:
    return callable(thing) or isinstance(thing, TypeAliasType)


def _entry(name: str, said: list[str]) -> str:
    return "\n".join([f".. py:data:: {name}", "", *(f"   {line}" for line in said), ""])
