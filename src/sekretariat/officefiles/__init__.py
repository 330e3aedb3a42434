"""Word, PDF, e-mail and pasted tables as plain Python values; the safety of uploads. Knows nothing of the rest."""
