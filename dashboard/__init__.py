"""Pages that place what the library works out: a folder for each feature, and `frame` for what stands around all."""
