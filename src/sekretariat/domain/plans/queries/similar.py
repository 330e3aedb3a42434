"""Measures that may be the same as one that is being entered: found by words, weighed, shown to a person.

The full-text index brings candidates; here they are weighed by the words that both titles share, a rare word more than
a common one. What one title merely adds counts little; what each puts in the other's place (another village, another
object) counts much; a different number, part or month says that it is another thing. Figures: docs/adr/0011.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sekretariat.ground.actors import Actor
from sekretariat.ground.search.queries import alike, find
from sekretariat.ground.search.scopes import scopes_of
from sekretariat.ground.search.tokens import PART, forms
from sekretariat.ground.words import fold

from ..models import Measure, Plan, PlanEntry

STRONG = 0.72  # most probably the same: the form asks before a new one is entered
SHOWN = 0.45  # worth a look
CANDIDATES = 60
MOST_SHOWN = 5
MOST_FOUND = 20

ADDED, REPLACED, OTHER_NUMBER = 0.05, 1.5, 0.5
SAME_WORD, LONG_WORD, MISSPELT = 0.78, 5, 0.9
RARE = 10  # keeps the weights apart where there are few candidates
MINOR = frozenset("i e te ne me per dhe nga se nje si qe a s l ose tek mbi nen pa the of and in to for on by".split())
# A Roman number stands behind "lot", "pjesa", "faza", beside a dash, or has several signs; a lone i is an article.
NUMERAL = re.compile(
    r"\b(?:l+ot[oi]?|pj(?:esa)?|faza|vendi|nr)\b[\s.:-]*(?:[ei]\s+)?([ivx]{1,4}|[0-9]+)\b"
    r"|[-–]\s*([ivx]{1,4})\b|\b([ivx]{2,4})\b|\b([ivx]{1,4})\s*[-–]|([0-9]+)"
)
MONTHS = frozenset(
    forms(fold(name))[0]
    for name in "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor".split()
)

Weight = Callable[[str], float]


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """From 0 to 1, with the words of the second title that stand in the first too, as they are written there."""

    score: float
    common: tuple[str, ...]


NOT_WEIGHED = Likeness(score=0.0, common=())


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A measure that may be the same: where it stands, as far as the reader sees, and why it is shown."""

    measure: Measure
    entries: Sequence[PlanEntry]
    score: float
    common: tuple[str, ...]
    stands_here: bool

    @property
    def is_strong(self) -> bool:
        return self.score >= STRONG


def similar_measures(title: str, *, plan: Plan, actor: Actor) -> list[Similar]:
    """Those that the actor sees, the likest first; never one that he may not see. Four queries."""
    found = alike(title, scopes=scopes_of(actor), kinds=["measure"], limit=CANDIDATES)
    if not found:
        return []
    seen = Measure.objects.visible_to(actor).filter(pk__in=[int(key) for _kind, key in found])
    measures = list(seen.select_related("office"))
    weight = weights([measure.title_sq for measure in measures])
    weighed = [(likeness(title, measure.title_sq, weight), measure) for measure in measures]
    near = [pair for pair in weighed if pair[0].score >= SHOWN]
    near = sorted(near, key=lambda pair: (-pair[0].score, pair[1].pk))[:MOST_SHOWN]
    return _with_places(near, plan=plan, actor=actor)


def measures_found(text: str, *, plan: Plan, actor: Actor) -> list[Similar]:
    """The measures that hold every word of the text, or its code, as far as the actor sees them, the best first."""
    hits = find(text, scopes=scopes_of(actor), kinds=["measure"], limit=MOST_FOUND).hits
    seen = Measure.objects.visible_to(actor).in_bulk([int(hit.key) for hit in hits])
    found = [seen[key] for hit in hits if (key := int(hit.key)) in seen]
    return as_found(found, plan=plan, actor=actor)


def as_found(measures: Iterable[Measure], *, plan: Plan, actor: Actor) -> list[Similar]:
    """Measures that were looked for, not weighed, with the plans in which they stand."""
    return _with_places([(NOT_WEIGHED, measure) for measure in measures], plan=plan, actor=actor)


def _with_places(near: Sequence[tuple[Likeness, Measure]], *, plan: Plan, actor: Actor) -> list[Similar]:
    if not near:
        return []
    places: dict[int, list[PlanEntry]] = {}
    entries = PlanEntry.objects.visible_to(actor).filter(measure__in=[measure.pk for _like, measure in near])
    for entry in entries.select_related("plan").order_by("plan__sort_key", "pk"):
        places.setdefault(entry.measure_id, []).append(entry)
    return [
        Similar(
            measure=measure,
            entries=places.get(measure.pk, []),
            score=like.score,
            common=like.common,
            stands_here=any(entry.plan_id == plan.pk for entry in places.get(measure.pk, [])),
        )
        for like, measure in near
    ]


def weights(titles: Iterable[str]) -> Weight:
    """How much each word says, by how many of the titles hold it."""
    count = 0
    held: Counter[str] = Counter()
    for count, title in enumerate(titles, start=1):  # noqa: B007 - counted for what follows
        held.update(set(_words(title)))
    return lambda stem: math.log((count + RARE) / (held[stem] + 1))


def likeness(first: str, second: str, weight: Weight) -> Likeness:
    """How probably two titles name the same measure."""
    one, other = _words(first), _words(second)
    both = one.keys() & other.keys()
    common = sum(map(weight, both))
    left, right = set(one) - both, set(other) - both
    misspelt = _misspelt(left, right)
    common += sum(MISSPELT * (weight(a) + weight(b)) / 2 for a, b in misspelt.items())
    alone = sum(map(weight, left - misspelt.keys()))
    instead = sum(map(weight, right - set(misspelt.values())))
    if not common:
        return Likeness(score=0.0, common=())
    score = common / (common + REPLACED * min(alone, instead) + ADDED * max(alone, instead))
    if _differ(_numbers(first), _numbers(second)):
        score *= OTHER_NUMBER
    shared = both | set(misspelt.values())
    return Likeness(score=score, common=tuple(word for stem, word in other.items() if stem in shared))


def _words(title: str) -> dict[str, str]:
    """The words that say something, by stem, as they are written."""
    folded_words = [(fold(part), part) for part in PART.findall(title)]
    return {forms(folded)[0]: part for folded, part in folded_words if folded and folded not in MINOR}


def _misspelt(left: Iterable[str], right: Iterable[str]) -> dict[str, str]:
    """Long words of which one is most probably the other, written otherwise: each once."""
    free = sorted(word for word in right if len(word) >= LONG_WORD and not word.isdigit())
    found = {}
    for word in sorted(word for word in left if len(word) >= LONG_WORD and not word.isdigit()):
        near = [(SequenceMatcher(None, word, one).ratio(), one) for one in free if abs(len(one) - len(word)) <= 3]
        if near and max(near)[0] >= SAME_WORD:
            found[word] = max(near)[1]
            free.remove(found[word])
    return found


def _numbers(title: str) -> set[str]:
    folded = fold(title)
    numbers = {next(filter(None, found.groups())) for found in NUMERAL.finditer(folded)}
    return numbers | {stem for part in PART.findall(folded) if (stem := forms(part)[0]) in MONTHS and len(part) > 3}


def _differ(one: set[str], other: set[str]) -> bool:
    """Each says a number that the other does not."""
    return bool(one - other and other - one)
