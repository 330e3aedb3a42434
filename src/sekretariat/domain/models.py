"""All tables of the domain, so that Django finds them; each lives in its own room."""
