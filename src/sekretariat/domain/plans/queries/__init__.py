"""Reads over plans and measures."""

from .differences import Change, Lowered, Place, differences
from .editions import Broken, Compared, broken_editions, changes_between, content_of, edition_in, last_edition
from .living import live_parties, measures_of_the_gone
from .reach import reach_of
from .snapshot import Snapshot, canonical_bytes, fingerprint_of, snapshot

__all__ = [
    "Broken",
    "Change",
    "Compared",
    "Lowered",
    "Place",
    "Snapshot",
    "broken_editions",
    "canonical_bytes",
    "changes_between",
    "content_of",
    "differences",
    "edition_in",
    "fingerprint_of",
    "last_edition",
    "live_parties",
    "measures_of_the_gone",
    "reach_of",
    "snapshot",
]
