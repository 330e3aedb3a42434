"""On what paper a mandate stands, in words."""

from django.utils.translation import gettext as _

from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate

from .jinja import day


def paper_of(mandate: Mandate) -> str:
    """ "by letter no. 9214 prot, dated 28.05.2018"; as far as the paper is known. Reads `answer` and `act`."""
    if mandate.letter_number and mandate.letter_on:
        words = {"number": mandate.letter_number, "day": day(mandate.letter_on)}
        return _("by letter no. %(number)s, dated %(day)s") % words
    if mandate.letter_number:
        return _("by letter no. %(number)s") % {"number": mandate.letter_number}
    if mandate.basis == Basis.ACT and mandate.act:
        return _("by act %(act)s") % {"act": mandate.act}
    if mandate.answer:
        return _("by the answer received on %(day)s") % {"day": day(mandate.answer.received_on)}
    return str(mandate.get_basis_display()).lower()
