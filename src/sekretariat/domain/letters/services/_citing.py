"""The acts a letter cites, kept beside it."""

from sekretariat.ground.words import parse_acts

from ..models import CitedAct, Letter


def note_cited_acts(letter: Letter) -> None:
    """Write anew which acts the letter's subject and text cite. A citation without a year names none."""
    cited = parse_acts(f"{letter.subject}\n{letter.text}")
    keys = {(one.type.value, str(one.number), one.year): None for one in cited if one.year}
    letter.cited_acts.all().delete()
    CitedAct.objects.bulk_create(
        [CitedAct(letter=letter, type=kind, number=number, year=year) for kind, number, year in keys if year]
    )
