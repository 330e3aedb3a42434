"""The letter as the search finds it."""

from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from ..enums import LetterState
from ..models import Letter


def index_letter(letter: Letter) -> None:
    """Write the letter's search entry anew, seen by its own office and, once it is sent, by its addressees."""
    names = letter.addressees.values_list("institution__name_sq", "institution__short_name")
    seen_by = [scopes.office(letter.office_id)]
    if letter.state == LetterState.SENT:
        parties = letter.addressees.values_list("institution_id", "obligations__institution_id")
        concerned = {pk for pair in parties for pk in pair if pk}
        seen_by += [scopes.institution(pk, body_id=letter.body_id) for pk in sorted(concerned)]
    search.put(
        kind="letter",
        key=str(letter.pk),
        title=letter.subject,
        text=" ".join(
            [
                letter.number_label,
                letter.citation,
                letter.foreign_number,
                letter.sender.name_sq if letter.sender else "",
                *(" ".join(pair) for pair in names),
                letter.text,
            ]
        ),
        scopes=seen_by,
        on=letter.on,
    )
