"""Where a found entry leads, and what its kind is called. The search knows neither."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.search.queries import Hit

# kind -> (the route of one row, what many of them are called)
KINDS: dict[str, tuple[str, str | Promise]] = {
    "letter": ("letters:detail", _("Letters")),
    "obligation": ("duties:detail", _("Duties")),
    "plan": ("plans:detail", _("Plans")),
    "measure": ("plans:measure", _("Measures")),
    "meeting": ("meetings:detail", _("Meetings")),
    "body": ("bodies:detail", _("Mechanisms")),
    "act": ("acts:detail", _("Acts")),
    "institution": ("institutions:detail", _("Institutions")),
}


def link_of(hit: Hit) -> str:
    return reverse(KINDS[hit.kind][0], kwargs={"pk": hit.key})
