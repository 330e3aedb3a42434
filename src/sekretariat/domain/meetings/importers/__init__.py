"""Lists that come into meetings."""
