"""Institutions of a snapshot in words: who leads, through which body, and who contributes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..enums import Joined, PartyRole
from .wording import ByLanguage, Wording

Row = Mapping[str, Any]


def of_role(row: Row, role: PartyRole) -> list[Row]:
    return [party for party in row["parties"] if party["role"] == role]


def in_words(parties: Iterable[Row], words: Wording, *, called: Callable[[Row], ByLanguage]) -> list[ByLanguage]:
    """One text an institution: "Ministria e Drejtësisë, përmes A dhe/ose B". `called`: in full or by its short name."""
    bodies: dict[int, list[Row]] = {}
    institutions: dict[int, Row] = {}
    for party in parties:
        key = party["institution"]["id"]
        institutions[key] = party["institution"]
        bodies.setdefault(key, []).extend([party] if party["body"] else [])
    return [_one(institution, bodies[key], words, called) for key, institution in institutions.items()]


def _one(institution: Row, through: list[Row], words: Wording, called: Callable[[Row], ByLanguage]) -> ByLanguage:
    name = called(institution)
    if not through:
        return name
    chain = called(through[0]["body"])
    for party in through[1:]:
        joined = words.choice(Joined, party.get("joined", Joined.AND))
        chain = words.joined([chain, joined, called(party["body"])], " ")
    return words.said(_("%(name)s, through %(body)s"), name=name, body=chain)
