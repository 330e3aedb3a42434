"""What a reorganisation will do, as sentences that stand above its confirmation."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.continuity.queries.parts import Parts
from sekretariat.domain.institutions.enums import Change


def effects(parts: Parts, *, duties: int, measures: int, change: Change, successor: str) -> Sequence[str]:
    """`duties` and `measures` are those the reader sees; another office's pass on too, but are not told."""
    mandates, units, seats = len(parts.mandates), len(parts.units), len(parts.seats)
    if not successor:
        lines = [
            (duties, ngettext("%(n)s open duty has no holder.", "%(n)s open duties have no holder.", duties)),
            (measures, ngettext("%(n)s measure has no holder.", "%(n)s measures have no holder.", measures)),
            (mandates, ngettext("%(n)s mandate ends.", "%(n)s mandates end.", mandates)),
            (seats, ngettext("%(n)s seat has no institution.", "%(n)s seats have no institution.", seats)),
            (len(parts.all_units), ngettext("%(n)s unit ends.", "%(n)s units end.", len(parts.all_units))),
        ]
    else:
        goes_on = change == Change.RENAMED
        lines = [
            (duties, ngettext("%(n)s open duty passes to %(to)s.", "%(n)s open duties pass to %(to)s.", duties)),
            (measures, ngettext("%(n)s measure passes to %(to)s.", "%(n)s measures pass to %(to)s.", measures)),
            (
                mandates,
                ngettext("%(n)s person acts on for %(to)s.", "%(n)s persons act on for %(to)s.", mandates)
                if goes_on
                else ngettext(
                    "%(n)s mandate ends; %(to)s is to name its own people.",
                    "%(n)s mandates end; %(to)s is to name its own people.",
                    mandates,
                ),
            ),
            (seats, ngettext("%(n)s seat passes to %(to)s.", "%(n)s seats pass to %(to)s.", seats)),
            (units, ngettext("%(n)s unit becomes part of %(to)s.", "%(n)s units become part of %(to)s.", units)),
        ]
    under = len(parts.subordinates)
    if under:
        words = ngettext(
            "%(n)s institution no longer stands under it.", "%(n)s institutions no longer stand under it.", under
        )
        lines.append((under, words))
    said = [words % {"n": count, "to": successor} for count, words in lines if count]
    return [*said, _("Letters, answers and ended mandates keep the name they have.")]
