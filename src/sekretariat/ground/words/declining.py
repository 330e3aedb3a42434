"""A name after "përmes", "pranë" or "sipas": "Komiteti i Planifikimit" becomes "Komitetit të Planifikimit".

Light, with no dictionary: names of bodies and institutions are definite nouns whose ending tells their gender. A name
that begins with an abbreviation keeps it, and only what joins to it changes: "GT i Politikbërjes", "GT të
Politikbërjes". What it does not know stays as it is.
"""

# From here on words belong to another noun than the first.
_TURNS = ("për", "me", "në", "dhe", "pranë", "ndaj", "nga")


def oblique(name: str) -> str:
    """The name in the case that follows a preposition such as "përmes"."""
    head, *others = name.split(" ")
    declined = _declined(head)
    if declined == head and not _is_abbreviation(head):
        return name
    is_feminine = head.endswith("a")
    said = [declined]
    for place, word in enumerate(others):
        if word in _TURNS or said[-1].endswith(","):
            return " ".join([*said, *others[place:]])
        said.append(_article(word, beside_feminine=is_feminine and place == 0))
    return " ".join(said)


def _article(word: str, *, beside_feminine: bool) -> str:
    """Directly after a feminine noun "e" becomes "së", anywhere else "të", as "i" does."""
    if word == "e" and beside_feminine:
        return "së"
    return "të" if word in ("i", "e") else word


def _declined(noun: str) -> str:
    if _is_abbreviation(noun) or not noun[:1].isupper() or len(noun) < 4:
        return noun
    if noun.endswith("ia"):
        return noun[:-1] + "së"
    if noun.endswith("ja"):
        return noun[:-1] + "es"
    if noun.endswith("a"):
        return noun[:-1] + "ës"
    return noun + "t" if noun.endswith(("i", "u")) else noun


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word[:2].isupper()
