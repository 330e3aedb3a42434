"""How our letters cite an earlier one."""

from sekretariat.domain.letters.models import Letter
from sekretariat.ground.words import cite_letter


def cite(letter: Letter) -> str:
    """As the papers do: Shkresë 2470 prot, datë 21.05.2018, lëndë "Për caktimin e koordinatorit"."""
    assert letter.number is not None and letter.on is not None  # noqa: PT018 - a letter that went out has both
    return f'{cite_letter(letter.number, letter.fraction, letter.on)}, lëndë "{letter.subject}"'
