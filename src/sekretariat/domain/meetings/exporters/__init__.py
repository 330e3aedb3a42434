"""Papers and calendar files of meetings."""
