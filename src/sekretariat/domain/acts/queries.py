"""Finding acts, and reading the graph of what changes what."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from sekretariat.ground.words import ActCitation, fold, parse_acts

from .enums import ActType
from .models import Act, ActQuerySet, Amendment

NUMBER_AND_YEAR = re.compile(r"(?P<number>[0-9]{1,6})\s?/\s?(?P<year>(?:19|20)[0-9]{2})")


def as_cited(citation: ActCitation) -> Q:
    """The acts that a citation may mean: of its type and number, and of its year where it says one."""
    named = Q(type=citation.type.value, number=str(citation.number))
    return named & Q(year=citation.year) if citation.year else named


def matching(acts: ActQuerySet, text: str) -> QuerySet[Act]:
    """Acts that a typed text means: a citation ("VKM nr. 749/2018"), or words of its number, year and title."""
    cited = parse_acts(text)
    if cited:
        return acts.filter(reduce(or_, map(as_cited, cited)))
    if said := NUMBER_AND_YEAR.fullmatch(text.strip()):
        return acts.filter(number=said["number"], year=int(said["year"]))
    folded = fold(text)
    for kind in ActType:  # "Ligj 139/2015" in the reader's language
        rest = folded.removeprefix(fold(str(kind.label)) + " ")
        if rest != folded and (said := NUMBER_AND_YEAR.fullmatch(rest)):
            return acts.filter(type=kind, number=said["number"], year=int(said["year"]))
    for word in folded.split():
        acts = acts.filter(folded__contains=word)
    return acts


def acts_cited(citations: Sequence[ActCitation]) -> list[list[Act]]:
    """For each citation the acts entered that it may mean, the newest first: one query for all of them."""
    numbered = _by_number(citations)
    return [
        [act for act in numbered[str(one.number)] if act.type == one.type.value and one.year in (None, act.year)]
        for one in citations
    ]


def twins_cited(citations: Sequence[ActCitation]) -> list[list[Act]]:
    """For each citation the acts with its number and year, of whatever type: one query for all of them."""
    numbered = _by_number(citations)
    return [[act for act in numbered[str(one.number)] if act.year == one.year] for one in citations]


def _by_number(citations: Sequence[ActCitation]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = defaultdict(list)
    if numbers := {str(one.number) for one in citations}:
        for act in Act.objects.filter(number__in=numbers).select_related("issuer").order_by("-year", "pk"):
            found[act.number].append(act)
    return found


def near_twins(*, number: str, year: int, besides: Act | None = None) -> QuerySet[Act]:
    """Acts with the same number and year: often the same one under another type ("Order 94" and "DCM 94")."""
    twins = Act.objects.filter(number=number, year=year).select_related("issuer").order_by("type", "pk")
    return twins.exclude(pk=besides.pk) if besides else twins


@dataclass(frozen=True, kw_only=True)
class Step:
    """An act that one comes to over an amendment; `depth` counts from 0."""

    act: Act
    amendment: Amendment
    depth: int


def changed_by(act: Act) -> list[Step]:
    """What the act changes, and what those acts had changed: one query for each level."""
    return _walk([act.pk], near="act", far="amended")[act.pk]


def changes_to(act: Act) -> list[Step]:
    """What changes the act, and what changes those acts again: one query for each level."""
    return _walk([act.pk], near="amended", far="act")[act.pk]


def changes_of(act_ids: Iterable[int]) -> dict[int, list[Step]]:
    """`changed_by` for many acts at once."""
    return _walk(act_ids, near="act", far="amended")


def changes_to_each(act_ids: Iterable[int]) -> dict[int, list[Step]]:
    """`changes_to` for many acts at once."""
    return _walk(act_ids, near="amended", far="act")


def leads_to(act: Act, other: Act) -> bool:
    """Whether the act changes the other one, by itself or through others."""
    return any(step.act.pk == other.pk for step in changed_by(act))


def _walk(starts: Iterable[int], *, near: str, far: str) -> dict[int, list[Step]]:
    """From each act along its amendments, depth first; each act stands once in the list of its start."""
    starts = list(dict.fromkeys(starts))
    edges: dict[int, list[Amendment]] = defaultdict(list)
    seen: set[int] = set()
    waiting = set(starts)
    while waiting:
        seen |= waiting
        level = Amendment.objects.filter(**{f"{near}__in": waiting})
        waiting = set()
        for one in level.select_related("act__issuer", "amended__issuer").order_by(
            f"{far}__year", f"{far}__number_key"
        ):
            edges[getattr(one, f"{near}_id")].append(one)
            waiting.add(getattr(one, f"{far}_id"))
        waiting -= seen
    return {start: list(_depth_first(start, edges, far)) for start in starts}


def _depth_first(start: int, edges: dict[int, list[Amendment]], far: str) -> Iterable[Step]:
    waiting = [(one, 0) for one in reversed(edges.get(start, []))]
    seen = {start}
    while waiting:
        amendment, depth = waiting.pop()
        act = getattr(amendment, far)
        if act.pk in seen:
            continue
        seen.add(act.pk)
        yield Step(act=act, amendment=amendment, depth=depth)
        waiting += [(one, depth + 1) for one in reversed(edges.get(act.pk, []))]
