"""Pages that place what the library works out. The first of them comes with the dashboard; there are none yet."""
