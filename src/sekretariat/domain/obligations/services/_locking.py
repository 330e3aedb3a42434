"""A row is read anew under a lock before it is changed."""

from ..models import Obligation


def locked(obligation: Obligation) -> Obligation:
    return Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
