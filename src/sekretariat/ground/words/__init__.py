from .citations import (
    ActCitation,
    LetterCitation,
    cite_letter,
    parse_acts,
    parse_letter_numbers,
    parse_protocol_number,
)
from .dates import DatePoint, format_date, parse_date, period_end, weekday_name
from .declining import oblique
from .enums import CitedType, Hint, Precision
from .errors import NotUnderstood
from .folding import fold, fold_in_place, fold_with_places
from .money import format_amount, parse_amount
from .sorting import sort_key
from .stemming import stem, stems

__all__ = [
    "ActCitation",
    "CitedType",
    "DatePoint",
    "Hint",
    "LetterCitation",
    "NotUnderstood",
    "Precision",
    "cite_letter",
    "fold",
    "fold_in_place",
    "fold_with_places",
    "format_amount",
    "format_date",
    "oblique",
    "parse_acts",
    "parse_amount",
    "parse_date",
    "parse_letter_numbers",
    "parse_protocol_number",
    "period_end",
    "sort_key",
    "stem",
    "stems",
    "weekday_name",
]
