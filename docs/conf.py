"""Settings of the documentation, built by `make docs`."""

from importlib.metadata import version as installed_version

project = "delegation-sim"
author = "The delegation-sim authors"
copyright = author  # noqa: A001 - the name Sphinx asks for
version = release = installed_version(project)
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
templates_path = ["_templates"]
suppress_warnings = ["ref.citation"]  # the bibliography also holds works that no docstring cites

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autosummary_ignore_module_all = False
autodoc_default_options = {"members": True, "ignore-module-all": True, "exclude-members": "info,model_config"}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = "delegation-sim"
