"""Acts and letters that a pasted text cites: the text with its links, and what is not entered yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.acts.queries import acts_cited, twins_cited
from sekretariat.domain.acts.rules import can_keep_acts, elis_in, read_eli
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import letters_named
from sekretariat.ground.actors import Actor
from sekretariat.ground.words import ActCitation, parse_acts, parse_letter_numbers

from ..jinja import day
from ..page import SIGNED_IN, page
from .forms import TextForm

KEPT_AS = "acts.text"  # in the session, so that one may enter an act and come back to the text


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of the text; `href` where it is a link, `is_unknown` where it cites an act that is not entered."""

    text: str
    href: str = ""
    title: str = ""
    is_unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A cited act that is not entered: how it is cited, where to enter it, and acts it may be under another type."""

    said: str
    title: str
    eli: str
    href: str
    twins: Sequence[Act] = ()


@dataclass(frozen=True, kw_only=True)
class Change:
    """An act of the text whose title says that it changes another; `href` enters it where both are known."""

    act: str
    amended: str
    is_entered: bool
    href: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    pieces: Sequence[Piece]
    known: Sequence[Act]
    unknown: Sequence[Unknown]
    changes: Sequence[Change]
    letters: Sequence[Letter]


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def find(request: HttpRequest) -> HttpResponse:
    """The text stays with the session until another one is pasted; nothing is written to the register."""
    kept = request.session.get(KEPT_AS, "")
    form = TextForm(request.POST if request.method == "POST" else None, initial={"text": kept})
    if form.is_valid():
        request.session[KEPT_AS] = form.cleaned_data["text"]
        return redirect("acts:find")
    reading = read(kept, actor=request.actor) if kept and not form.is_bound else None
    context = {"form": form, "reading": reading, "may_keep": can_keep_acts(request.actor)}
    return render(request, "acts/find.html", context)


def read(text: str, *, actor: Actor) -> Reading:
    """What the text cites: acts all may see, letters as far as the actor may."""
    text = text.replace("\r\n", "\n")
    citations = parse_acts(text)
    found = acts_cited(citations)
    letters = _letters(text, actor=actor)
    marked = [(one.start, one.end, _act_piece(text, one, acts)) for one, acts in zip(citations, found, strict=True)]
    marked += [(start, end, _letter_piece(text[start:end], letter)) for start, end, letter in letters]
    return Reading(
        pieces=list(_pieces(text, marked)),
        known=list(dict.fromkeys(act for acts in found for act in acts[:1])),
        unknown=_unknown(text, citations, found),
        changes=_changes(citations, found),
        letters=list(dict.fromkeys(letter for _start, _end, letter in letters)),
    )


def _letters(text: str, *, actor: Actor) -> list[tuple[int, int, Letter]]:
    citations = parse_letter_numbers(text)
    found = letters_named(Letter.objects.visible_to(actor), citations)
    return [(one.start, one.end, letters[0]) for one, letters in zip(citations, found, strict=True) if letters]


def _act_piece(text: str, citation: ActCitation, acts: list[Act]) -> Piece:
    said = text[citation.start : citation.end]
    if not acts:
        return Piece(text=said, is_unknown=True)
    return Piece(text=said, href=reverse("acts:detail", args=[acts[0].pk]), title=acts[0].title_sq)


def _letter_piece(said: str, letter: Letter) -> Piece:
    return Piece(text=said, href=reverse("letters:detail", args=[letter.pk]), title=letter.subject)


def _pieces(text: str, marked: Iterable[tuple[int, int, Piece]]) -> Iterable[Piece]:
    """The text cut at its citations; one that begins inside another is left alone."""
    place = 0
    for start, end, piece in sorted(marked, key=lambda mark: mark[:2]):
        if start < place:
            continue
        if start > place:
            yield Piece(text=text[place:start])
        yield piece
        place = end
    if place < len(text):
        yield Piece(text=text[place:])


def _key(citation: ActCitation) -> tuple[str, int, int | None]:
    return citation.type.value, citation.number, citation.year


def _label(citation: ActCitation) -> str:
    """As the list of unknown acts calls it: "VKM 746/2021"."""
    act = Act(type=citation.type.value, number=str(citation.number), year=citation.year or 0)
    return str(act) if citation.year else f"{act.short_type} {act.number}"


def _unknown(text: str, citations: list[ActCitation], found: list[list[Act]]) -> list[Unknown]:
    """Each once, with the fullest of its citations."""
    fullest: dict[tuple[str, int, int | None], ActCitation] = {}
    amended: dict[tuple[str, int, int | None], str] = {}
    for citation, acts in zip(citations, found, strict=True):
        if citation.changed_by is not None:
            amended.setdefault(_key(citations[citation.changed_by]), _label(citation))
        held = fullest.get(_key(citation))
        if not acts and (held is None or len(citation.title) > len(held.title) or (citation.on and not held.on)):
            fullest[_key(citation)] = citation
    elis = {(said.number, said.year): eli for eli in elis_in(text) if (said := read_eli(eli))}
    named = list(fullest.values())
    return [
        _entry(one, eli=elis.get((str(one.number), one.year), ""), amended=amended.get(_key(one), ""), twins=twins)
        for one, twins in zip(named, twins_cited(named), strict=True)
    ]


def _entry(citation: ActCitation, *, eli: str, amended: str, twins: list[Act]) -> Unknown:
    said = read_eli(eli)
    on = citation.on or (said.on if said else None)
    query = {
        "type": citation.type.value,
        "number": citation.number,
        "on": day(on),
        "year": "" if on else citation.year or "",
        "title_sq": citation.title,
        "eli": eli,
        "amends": amended,
        "text": "1",
    }
    filled = urlencode({name: value for name, value in query.items() if value})
    return Unknown(
        said=_label(citation),
        title=citation.title,
        eli=eli,
        href=f"{reverse('acts:new')}?{filled}",
        twins=twins,
    )


def _changes(citations: list[ActCitation], found: list[list[Act]]) -> list[Change]:
    pairs = {}
    for place, citation in enumerate(citations):
        if citation.changed_by is None:
            continue
        by = citation.changed_by
        pairs[_key(citations[by]), _key(citation)] = (by, place)
    entered = set(
        Amendment.objects.filter(
            act__in=[found[by][0] for by, _place in pairs.values() if found[by]],
            amended__in=[found[place][0] for _by, place in pairs.values() if found[place]],
        ).values_list("act_id", "amended_id")
    )
    changes = []
    for by, place in pairs.values():
        act, amended = (found[one][0] if found[one] else None for one in (by, place))
        is_known = act is not None and amended is not None
        query = urlencode({"amended": str(amended)})
        changes.append(
            Change(
                act=_label(citations[by]),
                amended=_label(citations[place]),
                is_entered=is_known and (act.pk, amended.pk) in entered,
                href=f"{reverse('acts:amend', args=[act.pk])}?{query}" if is_known else "",
            )
        )
    return changes
