"""One stem for the forms of an Albanian word, so that Shkodrës is found by Shkodra.

Light, with no dictionary: it cuts the case and number endings of nouns and adjectives, again and again until none is
left. What it cannot know it merges: `ministri` is "the minister" and "a ministry", so both have one stem, and so have
`drejtor` and `drejtori`. Forms of verbs are not brought together.
"""

import re

from .folding import fold

_SHORTEST = 3
_VOWEL = re.compile(r"[aeiouy]")
_C = "(?<=[bcdfghjklmnpqrstvxz])"
_ENDING = re.compile(
    rf"""(?: {_C} (?: e (?: s|n|t|je|sh|ve )?                       # shkresë, shkresës; planet, planeve; faqeje
                    | a (?: t|sh|ve )?                              # masa, masat, masave
                    | i (?: a|t|n|sh|se|ne|te | e (?: s|n|t|sh|ve )? )?  # planit; bashkia, bashkisë; marrëdhënie
                    | (?<![aeiouyk]t)(?<!z) ive )                   # bashkive; not objektiv-e, ekskluziv-e
           | (?<=[kgh]) u [tn]?                                     # qarku, qarkut
           | (?<=[sjqz]) ve | (?<=s) sh                             # përfaqësuesve, muajve; përfaqësuessh
           | (?<=[jq]) te?                                          # muajt, miqtë
         ) $""",
    re.VERBOSE,
)
# Where two forms of a word still differ once their endings are off.
_SOUNDS = [
    (re.compile(rf"{_C}er$"), "r"),  # Shkodër, Shkodra
    (re.compile(r"(?<=..)(sh|iz|it)em$"), r"\1m"),  # i qëndrueshëm, e qëndrueshme; turizëm, turizmi
    (re.compile(r"q$"), "k"),  # qark, qarqe
    (re.compile(r"(?<=...)gj$"), "g"),  # treg, tregje
    (re.compile(r"(?<=[bcdfhjklmpqrstvxz])j$"), ""),  # koordinator, koordinatorja; but gj and nj are letters
    (re.compile(r"(?<=...)uj$"), "ull"),  # kapitull, kapituj
]
# Words whose own last letters look like an ending, where cutting them would make another word of them.
_WHOLE = re.compile(
    r"""( anket | ankes | arrit | bashkes | berat | ciles | drejtes | fushat | gazet | krahin | kredit | limit | mundes
        | paket | profit | pushtet | vizit | [a-z]{3,}itet
        ) [aeij]* (?: s|n|t|sh|ve|se|ne|te )?""",
    re.VERBOSE,
)
_IRREGULAR = {
    form: stem
    for stem, forms in {
        "ane": "ana anes anen anet aneve",
        "bashke": "bashke bashku",
        "fshat": "fshatr",
        "grua": "gruaja gruas gruan gra grate grave grash",
        "ide": "ideja idese idene idete ideve",
        "kamz": "kamez",
        "njer": "njeriu njeriut njeriun njerez",
        "ore": "ora ores oren oret oreve",
        "uje": "uji ujit ujin ujera ujerat ujerave",
    }.items()
    for form in forms.split()
}


def _shorten(word: str) -> str:
    if whole := _WHOLE.fullmatch(word):
        return whole[1]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    vowel = _VOWEL.search(word)
    if not vowel:
        return word
    if cut := _ENDING.search(word, max(_SHORTEST, vowel.end())):
        return word[: cut.start()]
    for sound, plain in _SOUNDS:
        changed = sound.sub(plain, word)
        if changed != word and len(changed) >= _SHORTEST and _VOWEL.search(changed):
            return changed
    return word


def stem(word: str) -> str:
    """The stem of one word, folded. At least three letters stay, and the stem of a stem is itself."""
    word = fold(word)
    while (shorter := _shorten(word)) != word:
        word = shorter
    return word


def stems(text: str) -> list[str]:
    """The stems of the words of a text in order; a number and the letters beside it (2783prot) are two words."""
    return [stem(word) for word in re.findall(r"[0-9]+|[^\W\d_]+", fold(text))]
