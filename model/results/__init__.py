"""Finished members on disk: written block by block, read lazily, exported."""
