"""Changes of plans, measures and what belongs to them."""

from .editions import Decision, make_edition, make_paper, papers_of

__all__ = ["Decision", "make_edition", "make_paper", "papers_of"]
