"""Reads over meetings."""
